package dev.hatchway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. */
final class HandSetClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  void move(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
