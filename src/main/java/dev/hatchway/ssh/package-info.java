/**
 * Speaks SSH, with its keys, channels and terminals, and turns each request into one immutable
 * {@code Client}.
 */
@NullMarked
package dev.hatchway.ssh;

import org.jspecify.annotations.NullMarked;
