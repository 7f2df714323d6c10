package dev.hatchway.upload;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clears away what has expired in the inboxes of those who do not come back. Whoever does come
 * never meets it, however long ago this was.
 */
public final class Expiry implements AutoCloseable {
  /** Between two rounds: they look at every inbox there is. */
  private static final Duration PERIOD = Duration.ofMinutes(10);

  private final Inboxes inboxes;
  private final Duration period;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("expiry").unstarted(this::watch);

  /**
   * @param span how long uploads wait
   */
  public Expiry(Inboxes inboxes, Duration span) {
    this.inboxes = inboxes;
    this.period = span.compareTo(PERIOD) < 0 ? span : PERIOD;
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        inboxes.expire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
