package dev.hatchway.container;

import java.time.Duration;

/**
 * An image on its way from its registry to the engine. Several may wait for one; an image that
 * nobody waits for any more is given up.
 */
public interface Pull extends AutoCloseable {
  /**
   * Waits that long at most.
   *
   * @return whether the image is there now
   * @throws EngineException if it cannot be had, with the engine's reason
   */
  boolean await(Duration longest);

  /** Returns how much of it has come. */
  Progress progress();

  /** Waits no longer. */
  @Override
  void close();

  /**
   * How much of an image has come.
   *
   * @param total as far as is known: it grows while the first layers come
   */
  record Progress(long bytes, long total) {
    /** Nothing is known yet. */
    public static final Progress NONE = new Progress(0, 0);

    public Progress {
      if (bytes < 0 || total < bytes) {
        throw new IllegalArgumentException(bytes + " of " + total + " bytes");
      }
    }

    /** Returns whether all that is known of has come, so that it only needs to be unpacked. */
    public boolean isWhole() {
      return total > 0 && bytes == total;
    }
  }
}
