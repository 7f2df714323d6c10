/** The values all share. */
@NullMarked
package dev.hatchway.model;

import org.jspecify.annotations.NullMarked;
