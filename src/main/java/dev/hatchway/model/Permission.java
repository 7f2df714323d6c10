package dev.hatchway.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a key may be allowed to do with an app: the words of the {@code verbs="…"} option of {@code
 * authorized_keys}. Stopping needs {@link #RUN}.
 */
public enum Permission {
  RUN,
  ENTER,
  PS,
  LOGS,
  FILES,
  FORWARD;

  /** Returns the permission of that word, empty if there is none. */
  public static Optional<Permission> parse(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /** The word as it stands in {@code authorized_keys}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
