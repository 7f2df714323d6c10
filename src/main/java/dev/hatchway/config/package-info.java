/** Every setting as a typed value with its default and its error message. */
@NullMarked
package dev.hatchway.config;

import org.jspecify.annotations.NullMarked;
