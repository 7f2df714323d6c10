/** Writes and reads tar archives, as which files go into containers and come out of them. */
@NullMarked
package dev.hatchway.tar;

import org.jspecify.annotations.NullMarked;
