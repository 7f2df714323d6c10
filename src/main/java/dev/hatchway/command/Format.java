package dev.hatchway.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which lists are printed. */
public enum Format {
  /** Columns with a heading. */
  TABLE,
  /** Blocks, one for each process type, as {@code heroku ps} prints them. */
  HEROKU,
  /** Names only, one a line, for scripts. */
  NAMES,
  /** One array of objects. */
  JSON;

  /** Returns the format of that word, empty if there is none. */
  static Optional<Format> parse(String word) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }
}
