package dev.hatchway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day for whoever must not be too early: the earlier of what the clock shows and of
 * what it would show if nobody had set it since this was made. So neither is anything due because
 * the clock was set forward, nor what came while it was ahead because it was set back.
 */
public final class UnhurriedClock implements InstantSource {
  private final InstantSource clock;
  private final InstantSource steady;
  private final Instant madeAt;
  private final Instant steadyAt;

  public UnhurriedClock(InstantSource clock, InstantSource steady) {
    this.clock = clock;
    this.steady = steady;
    this.madeAt = clock.instant();
    this.steadyAt = steady.instant();
  }

  @Override
  public Instant instant() {
    Instant shown = clock.instant();
    Instant unset = madeAt.plus(Duration.between(steadyAt, steady.instant()));
    return shown.isBefore(unset) ? shown : unset;
  }
}
