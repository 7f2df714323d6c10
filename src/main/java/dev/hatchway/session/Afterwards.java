package dev.hatchway.session;

import dev.hatchway.container.EngineException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that no user needs to wait for, such as removing a container whose program has ended. */
public final class Afterwards implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Afterwards.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration RETRY = Duration.ofSeconds(3);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  void run(Runnable task) {
    work.execute(
        () -> {
          try {
            untilTheEngineAnswers(task);
          } catch (EngineException e) {
            log.warn("cleaning up after a session failed: {}", e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            log.error("cleaning up after a session failed", e);
          }
        });
  }

  /** A container whose engine is away is still there when the engine is back. */
  private void untilTheEngineAnswers(Runnable task) throws InterruptedException {
    while (true) {
      try {
        task.run();
        return;
      } catch (EngineException.Away e) {
        log.debug("cleaning up has to wait: {}", e.getMessage());
        if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          throw e;
        }
      }
    }
  }

  /** Waits for the work that is under way. */
  @Override
  public void close() {
    closing.countDown();
    work.shutdown();
    try {
      if (!work.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("not everything was cleaned up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
