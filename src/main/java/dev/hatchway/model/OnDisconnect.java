package dev.hatchway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a one-off when the client that started it disappears. */
public enum OnDisconnect {
  /** It is ended, with a terminal after a time of grace. */
  STOP,
  /** It goes on by itself, as if it had been started detached. */
  KEEP;

  /** Returns the choice of that word, empty if there is none. */
  public static Optional<OnDisconnect> parse(String word) {
    return Arrays.stream(values()).filter(choice -> choice.word().equals(word)).findFirst();
  }

  /** The word as it stands in options, settings and labels. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
