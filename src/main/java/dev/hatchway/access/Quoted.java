package dev.hatchway.access;

import dev.hatchway.model.Printable;

/** A word of the file as messages show it. */
final class Quoted {
  private Quoted() {}

  static String of(String word) {
    return '"' + Printable.of(word) + '"';
  }
}
