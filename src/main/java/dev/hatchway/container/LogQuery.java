package dev.hatchway.container;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which lines of a log are asked for: those that meet both.
 *
 * @param last how many of the last ones; empty: all
 * @param since only those from then on; empty: from the beginning
 */
public record LogQuery(OptionalInt last, Optional<Instant> since) {
  public LogQuery {
    if (last.orElse(0) < 0) {
      throw new IllegalArgumentException("not a number of lines: " + last);
    }
  }
}
