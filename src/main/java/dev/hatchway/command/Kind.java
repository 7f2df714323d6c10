package dev.hatchway.command;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value that an option or a word may have.
 *
 * @param expected what a message says of it, after "needs"
 * @param reading returns the value of a word, empty if the word is not of this kind
 */
record Kind<T>(String expected, Function<String, Optional<T>> reading) {
  Optional<T> read(String word) {
    return reading.apply(word);
  }
}
