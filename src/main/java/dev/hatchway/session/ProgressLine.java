package dev.hatchway.session;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A line that says what a person is waiting for, once that takes a while. Until it is closed, it
 * alone speaks to the client.
 */
final class ProgressLine implements AutoCloseable {
  /** What is done within it needs no word. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Often enough to look alive, and no load for a slow connection. */
  private static final Duration PACE = Duration.ofMillis(250);

  /**
   * The line is taken away on standard error, and of what comes at once {@code ssh} writes standard
   * output first: what the program prints would still find it.
   */
  private static final Duration HEAD_START = Duration.ofMillis(100);

  private final Supplier<String> text;
  private final Consumer<String> screen;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private boolean closed;
  private String shown = "";

  /**
   * @param text the line as it should be now
   * @param screen shows a text in place of the last one; an empty one takes it away
   */
  private ProgressLine(Supplier<String> text, Consumer<String> screen) {
    this.text = text;
    this.screen = screen;
  }

  /** A line that says nothing. */
  static ProgressLine silent() {
    return new ProgressLine(() -> "", text -> {});
  }

  /** Begins to wait. */
  static ProgressLine start(Supplier<String> text, Consumer<String> screen) {
    ProgressLine line = new ProgressLine(text, screen);
    Thread.ofVirtual().name("progress").start(line::run);
    return line;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      over.signalAll();
      if (!shown.isEmpty()) {
        screen.accept("");
        shown = "";
        Thread.sleep(HEAD_START);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      Duration pause = PATIENCE;
      while (!isOverWithin(pause)) {
        String now = text.get();
        if (!now.equals(shown)) {
          screen.accept(now);
          shown = now;
        }
        pause = PACE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOverWithin(Duration time) throws InterruptedException {
    long left = time.toNanos();
    while (!closed && left > 0) {
      left = over.awaitNanos(left);
    }
    return closed;
  }
}
