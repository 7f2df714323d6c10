/** Starts the program and puts all parts together in one method. */
@NullMarked
package dev.hatchway;

import org.jspecify.annotations.NullMarked;
