package dev.hatchway.command;

import java.util.List;

/** An option that a command knows. Its first name is the one that messages use. */
sealed interface Option {
  List<String> names();

  default String name() {
    return names().getFirst();
  }

  static Flag flag(String... names) {
    return new Flag(List.of(names));
  }

  static <T> Value<T> value(Kind<T> kind, String... names) {
    return new Value<>(List.of(names), kind, true);
  }

  /** An option that is there or not, with nothing behind it. */
  record Flag(List<String> names) implements Option {}

  /**
   * An option with a value.
   *
   * @param needed if false the option may stand alone, and a value must follow an equals sign:
   *     {@code --keep 24h} keeps and runs the program {@code 24h}
   */
  record Value<T>(List<String> names, Kind<T> kind, boolean needed) implements Option {}
}
