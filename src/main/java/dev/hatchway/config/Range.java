package dev.hatchway.config;

import java.util.Optional;
import java.util.function.Function;

/** The least and the most that a setting may be, and how such a value is written. */
record Range<T extends Comparable<T>>(T least, T most, Function<T, String> format) {
  /** What a message says is expected. */
  String expected(String form) {
    return form + ", from " + format.apply(least) + " to " + format.apply(most);
  }

  /** Returns the value if it is in the range. */
  Optional<T> keep(Optional<T> value) {
    return value.filter(this::holds);
  }

  /** Throws if a setting is outside: a fault of the caller, since the file was checked. */
  void check(String key, T value) {
    if (!holds(value)) {
      throw new IllegalArgumentException(key + " is out of range: " + format.apply(value));
    }
  }

  private boolean holds(T value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }
}
