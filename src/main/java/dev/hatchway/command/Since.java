package dev.hatchway.command;

import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The moment from which on something is asked for. */
public sealed interface Since {
  /** So long before now. */
  record Ago(Duration time) implements Since {}

  /** This moment. */
  record At(Instant time) implements Since {}

  /** Returns the moment, empty text excluded: {@code 10m}, {@code 2026-11-21T10:00:00Z}. */
  static Optional<Since> parse(String word) {
    return TimeSpan.parse(word).<Since>map(Ago::new).or(() -> moment(word));
  }

  private static Optional<Since> moment(String word) {
    try {
      return Optional.of(new At(OffsetDateTime.parse(word).toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
