package dev.hatchway.session;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that nobody sets: it goes on evenly while the time of day is moved. Its moments are good
 * for nothing but lengths of time between them.
 */
public record SteadyClock() implements InstantSource {
  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }
}
