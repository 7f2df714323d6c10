package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.model.Window;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The call that sets the size of a terminal. */
final class Resize {
  private static final Logger log = LoggerFactory.getLogger(Resize.class);

  /** The first API that takes the first size together with the start. */
  static final int WITH_THE_START_SINCE = 42;

  /** Half a second in all; a program that has ended by then needs no size. */
  private static final int MOST_CALLS = 20;

  private static final Duration PAUSE = Duration.ofMillis(25);

  private Resize() {}

  /** Returns whether both sides are known; the engine refuses a side of 0. */
  static boolean isKnown(Window window) {
    return window.columns() > 0 && window.rows() > 0;
  }

  /**
   * Sets the first size of a terminal, right after the start of its program: the engine answers the
   * start before it has the terminal, so the first calls may fail.
   */
  static void first(EngineApi engine, String path, Window window) {
    try {
      for (int call = 1; !of(engine, path, window) && call < MOST_CALLS; call++) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sets the size; returns whether the engine took it. A program that has just ended, or has not
   * yet got its terminal, is no reason to end a session.
   *
   * @param path of the container or exec
   */
  static boolean of(EngineApi engine, String path, Window window) {
    if (!isKnown(window)) {
      return true;
    }
    try {
      engine.post(path + "/resize?h=%d&w=%d".formatted(window.rows(), window.columns()));
      return true;
    } catch (EngineException e) {
      log.debug("a terminal was not resized: {}", e.getMessage());
      return false;
    }
  }
}
