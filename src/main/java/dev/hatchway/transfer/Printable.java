package dev.hatchway.transfer;

import java.util.Locale;

/** Text from a client, made fit for a terminal or a log: one line, no control characters, short. */
record Printable(String text) {
  private static final int MOST = 400;

  Printable {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().limit(MOST).forEach(character -> append(printable, character));
    text = printable.toString();
  }

  private static void append(StringBuilder printable, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          printable.append(String.format(Locale.ROOT, "\\u%04x", character));
      default -> printable.appendCodePoint(character);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
