/** Which key belongs to which user and what that user may do with which app. */
@NullMarked
package dev.hatchway.access;

import org.jspecify.annotations.NullMarked;
