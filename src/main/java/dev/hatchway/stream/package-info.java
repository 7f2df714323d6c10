/**
 * Carries bytes between a client and a program until the program ends, in the right order and past
 * the recording.
 */
@NullMarked
package dev.hatchway.stream;

import org.jspecify.annotations.NullMarked;
