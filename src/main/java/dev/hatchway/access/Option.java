package dev.hatchway.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One option of a line: its name in lower case, since options are compared without regard to case,
 * and its value without the quotes.
 */
record Option(String name, Optional<String> value) {
  /**
   * Returns where the options end: at the first blank that is not in quotes.
   *
   * @throws RefusedLineException if a quote is not closed
   */
  static int end(String line) throws RefusedLineException {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (isEscapedQuote(line, i)) {
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (!quoted && (character == ' ' || character == '\t')) {
        return i;
      }
    }
    if (quoted) {
      throw new RefusedLineException("a quote is not closed");
    }
    return line.length();
  }

  /** Takes the options apart that stand before a key, separated by commas. */
  static List<Option> split(String text) throws RefusedLineException {
    var options = new ArrayList<Option>();
    int at = 0;
    while (at <= text.length()) {
      int stop = at;
      while (stop < text.length() && text.charAt(stop) != ',' && text.charAt(stop) != '=') {
        stop++;
      }
      String name = text.substring(at, stop).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw new RefusedLineException("a comma stands there without an option");
      }
      Optional<String> value = Optional.empty();
      if (stop < text.length() && text.charAt(stop) == '=') {
        var quoted = new StringBuilder();
        stop = value(text, stop + 1, quoted);
        value = Optional.of(quoted.toString());
      }
      if (stop < text.length() && text.charAt(stop) != ',') {
        throw new RefusedLineException("a comma is missing after an option's value");
      }
      options.add(new Option(name, value));
      at = stop + 1;
    }
    return options;
  }

  /** Reads a value in quotes and returns where it ends. */
  private static int value(String text, int start, StringBuilder result)
      throws RefusedLineException {
    if (start >= text.length() || text.charAt(start) != '"') {
      throw new RefusedLineException("an option's value is not in quotes");
    }
    for (int i = start + 1; i < text.length(); i++) {
      if (isEscapedQuote(text, i)) {
        result.append('"');
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      } else {
        result.append(text.charAt(i));
      }
    }
    throw new RefusedLineException("a quote is not closed");
  }

  private static boolean isEscapedQuote(String text, int at) {
    return text.startsWith("\\\"", at);
  }
}
