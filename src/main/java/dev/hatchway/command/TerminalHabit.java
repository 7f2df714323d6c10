package dev.hatchway.command;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options by which users of Docker and Dokku ask for a terminal. They are no options here,
 * because SSH has its own way to ask.
 */
final class TerminalHabit {
  private static final Pattern SHORT = Pattern.compile("-[dt]{0,2}i[dt]{0,2}");
  private static final Set<String> LONG =
      Set.of("--interactive", "--tty", "--no-tty", "--force-tty");

  private TerminalHabit() {}

  static boolean isIn(String word) {
    return SHORT.matcher(word).matches() || LONG.contains(word);
  }
}
