package dev.hatchway.ssh;

import java.time.Duration;

/**
 * What is to be done about a client that is silent. Questions are counted, and the time since the
 * last one, not the silence alone: after a while in which the gateway itself stood still, everybody
 * gets the time to answer. Used by one thread.
 */
final class Unanswered {
  private int count;
  private long lastAsked;

  /**
   * @param now in nanoseconds, of any origin
   */
  Step next(Duration silence, long now, Duration interval, int most) {
    if (silence.compareTo(interval) < 0) {
      count = 0;
      return Step.NOTHING;
    }
    if (count > 0 && now - lastAsked < interval.toNanos()) {
      return Step.NOTHING;
    }
    lastAsked = now;
    if (count >= most) {
      return Step.GIVE_UP;
    }
    count++;
    return Step.ASK;
  }

  /** What comes next. */
  enum Step {
    NOTHING,
    ASK,
    GIVE_UP
  }
}
