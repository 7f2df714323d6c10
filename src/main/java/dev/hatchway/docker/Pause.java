package dev.hatchway.docker;

import java.time.Duration;

/** A rest between two questions to the engine. */
final class Pause {
  private Pause() {}

  /** Rests for that time, or until the thread is interrupted, which it then stays. */
  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
