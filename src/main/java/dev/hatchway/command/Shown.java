package dev.hatchway.command;

import java.util.Locale;

/** A word of the client's as a message may show it: short, and harmless to a terminal. */
final class Shown {
  /** Enough to recognise a word; a message stays a line. */
  private static final int LONGEST = 60;

  private Shown() {}

  static String of(String word) {
    StringBuilder text = new StringBuilder();
    word.codePoints().limit(LONGEST).forEach(point -> append(text, point));
    return word.codePointCount(0, word.length()) > LONGEST ? text + "…" : text.toString();
  }

  private static void append(StringBuilder text, int point) {
    switch (Character.getType(point)) {
      // FORMAT holds the characters that turn the direction of a line round.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          text.append(String.format(Locale.ROOT, "\\u%04x", point));
      default -> text.appendCodePoint(point);
    }
  }
}
