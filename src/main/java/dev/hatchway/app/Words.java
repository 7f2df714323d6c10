package dev.hatchway.app;

import java.util.List;
import java.util.regex.Pattern;

/** The words in a message to a user: harmless to a terminal, and not too many of them. */
final class Words {
  /** Control and format characters, and the separators of lines and paragraphs. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** Longer than the names that people give. */
  private static final int LONGEST = 128;

  /** About three lines of a terminal. */
  private static final int MOST = 30;

  private Words() {}

  /** Returns what a client typed, without what a terminal would obey, and shortened. */
  static String shown(String typed) {
    String safe = UNSEEN.matcher(typed).replaceAll("?");
    return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "...";
  }

  /** Returns the names in one line; of many only the first, and how many there are besides. */
  static String joined(List<String> names) {
    if (names.size() <= MOST) {
      return String.join(" ", names);
    }
    int rest = names.size() - MOST;
    return String.join(" ", names.subList(0, MOST)) + " and " + rest + " more";
  }
}
