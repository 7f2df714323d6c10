package dev.hatchway.command;

import java.util.List;

/** A command as users know it: its names, its help, and what its words mean. */
interface Verb {
  /** Its names, first the one that help uses. */
  List<String> names();

  /** The name under which its help stands. */
  default String topic() {
    return names().getFirst();
  }

  /** Its help, with {@code APP@host} for the login. */
  String help();

  /** The options that may stand before its first other word. */
  default List<Option> options() {
    return List.of();
  }

  /** Reads a line whose first word is one of the names. */
  ParseResult parse(Line line);
}
