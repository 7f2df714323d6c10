package dev.hatchway.model;

/**
 * Text from outside made fit for a log, a message or a terminal: what is not a visible character is
 * escaped as in Java source, and what is too long is cut.
 */
public final class Printable {
  /** Enough to recognise what was meant, and still one line on a screen or two. */
  private static final int LONGEST = 120;

  private Printable() {}

  /** Returns the text with everything invisible escaped, cut after 120 characters. */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** Returns the whole text with everything invisible escaped. */
  public static String whole(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** Returns the text with everything invisible escaped, cut after that many characters. */
  public static String of(String text, int longest) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (result.length() >= longest) {
        return result.append('…').toString();
      }
      int character = text.codePointAt(i);
      if (isVisible(character)) {
        result.appendCodePoint(character);
      } else {
        result.append(escape(character));
      }
      i += Character.charCount(character);
    }
    return result.toString();
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      // FORMAT holds the marks that turn the direction of writing (Unicode TR 36, 3.1).
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escape(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", character);
    };
  }
}
