package dev.hatchway.session;

import java.time.Duration;

/**
 * How long a one-off may go on.
 *
 * @param ttl how long in all, for messages
 * @param life how long from now
 * @param idle how long its terminal may be silent; zero: for ever
 * @param endsWhenLeft whether it is ended when nobody is at it any more
 * @param grace how long it waits for somebody to come back before that
 */
record LifeRules(Duration ttl, Duration life, Duration idle, boolean endsWhenLeft, Duration grace) {
  /** Time to finish a thought, or to ask for more next time. */
  private static final Duration LONGEST_WARNING = Duration.ofMinutes(5);

  private static final int SHORTEST_PART = 4;

  boolean isIdleLimited() {
    return idle.isPositive();
  }

  /** Returns how long before the end of that time a warning is given. */
  Duration warning(Duration time) {
    Duration part = time.dividedBy(SHORTEST_PART);
    return part.compareTo(LONGEST_WARNING) < 0 ? part : LONGEST_WARNING;
  }
}
