/** Turns words into a {@code Command}, or into the reason why not, without any I/O. */
@NullMarked
package dev.hatchway.command;

import org.jspecify.annotations.NullMarked;
