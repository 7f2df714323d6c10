package dev.hatchway.stream;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One side of something that blocks, on a thread of its own whose waiting can be seen. */
final class Worker implements AutoCloseable {
  /** Far more than any of it takes; only a side that hangs needs it. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Set<Thread.State> WAITING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final FutureTask<Void> task;
  private final Thread thread;

  Worker(Work work) {
    Callable<Void> call =
        () -> {
          work.run();
          return null;
        };
    this.task = new FutureTask<>(call);
    this.thread = Thread.ofPlatform().daemon().start(task);
  }

  /** Waits until the thread waits for the other side. */
  void awaitWaiting() {
    await().atMost(LIMIT).until(() -> WAITING.contains(thread.getState()));
  }

  /** Waits until the work is done; a failure if it failed or hangs. */
  void awaitEnd() {
    try {
      task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("it hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  boolean isWorking() {
    return !task.isDone();
  }

  @Override
  public void close() {
    if (WAITING.contains(thread.getState())) {
      thread.interrupt();
    }
    awaitEnd();
  }

  /** What is done on the thread. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }
}
