package dev.hatchway.session;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Signs;
import dev.hatchway.container.Signs.Sign;
import dev.hatchway.model.GatewayId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the other gateways at the engine that this one lives, and takes the sign away at its end.
 */
public final class SignOfLife implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SignOfLife.class);

  /** So often within the patience of the others that one sign may fail, and then another. */
  private static final int SIGNS_IN_PATIENCE = 4;

  /** A sign under way is waited for so long at the end. */
  private static final Duration LAST_SIGN = Duration.ofSeconds(5);

  private final Signs signs;
  private final GatewayId own;
  private final Duration patience;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("sign-of-life").unstarted(this::show);

  /** It begins with the time, so that no run of the gateway repeats the beats of another. */
  private long beat;

  /**
   * @param patience how long this gateway may be silent before others may take it for dead
   */
  public SignOfLife(Signs signs, GatewayId own, Duration patience, InstantSource clock) {
    this.signs = signs;
    this.own = own;
    this.patience = patience;
    this.beat = Math.max(0, clock.millis());
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.join(LAST_SIGN)) {
        removeAllBut(-1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EngineException e) {
      log.warn("the sign of life stays behind: {}", e.getMessage());
    }
  }

  private void show() {
    long pause = patience.dividedBy(SIGNS_IN_PATIENCE).toMillis();
    try {
      do {
        beat();
      } while (!closing.await(pause, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      beat++;
      signs.put(new Sign(own, beat, patience));
      removeAllBut(beat);
    } catch (EngineException e) {
      log.debug("no sign of life could be shown: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("no sign of life could be shown", e);
    }
  }

  private void removeAllBut(long newest) {
    signs.all().stream()
        .filter(sign -> sign.gateway().equals(own) && sign.beat() != newest)
        .forEach(signs::remove);
  }
}
