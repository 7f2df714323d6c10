package dev.hatchway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a YAML file, with the line on which it begins. */
sealed interface Yaml {
  int line();

  /** One value as it is written, without its quotes; empty where nothing or null is written. */
  record Scalar(int line, Optional<String> text) implements Yaml {}

  /** A list. */
  record Items(int line, List<Yaml> items) implements Yaml {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys with their values, in the order of the file. */
  record Fields(int line, Map<String, Field> fields) implements Yaml {}

  /** The value of a key, with the line of the key. */
  record Field(int line, Yaml value) {}
}
