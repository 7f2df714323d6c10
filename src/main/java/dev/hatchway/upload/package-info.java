/** Keeps the uploaded files of a user until the next one-off container takes them. */
@NullMarked
package dev.hatchway.upload;

import org.jspecify.annotations.NullMarked;
