package dev.hatchway.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log as the engine itself follows it: it rings when there is a line that is not known. What it
 * says is kept only in case that the log is removed with its container before it can be read.
 */
final class LogBell implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogBell.class);

  /** Characters of lines that are kept: far more than is printed between two readings. */
  private static final int MOST_KEPT = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<LogLine> lines = new ArrayDeque<>();
  private final Response response;
  private final Thread reader;
  private int kept;
  private boolean over;

  private LogBell(ContainerLog source, Response response) {
    this.response = response;
    this.reader = Thread.ofVirtual().name("log-bell").unstarted(() -> read(source));
  }

  static LogBell hang(ContainerLog source) {
    LogBell bell = new LogBell(source, source.follow());
    bell.reader.start();
    return bell;
  }

  /** Waits for a line after the known one, for the end of the log, or for that time. */
  void await(Optional<LogLine> known, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long nanos = longest.toNanos();
      forget(known);
      while (lines.isEmpty() && !over && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
        forget(known);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing more comes, and returns what came after the known line. */
  List<LogLine> rest(Optional<LogLine> known, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long nanos = longest.toNanos();
      while (!over && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      forget(known);
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the engine has ended it: with the program, or because it lost its way. */
  boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** An interrupt closes the connection that the reader waits on. */
  @Override
  public void close() {
    reader.interrupt();
  }

  private void read(ContainerLog source) {
    try (response) {
      new LogParser(source.terminal(), this::take).read(response.getBody(), false);
    } catch (EngineException | IOException e) {
      log.debug("the engine stopped following a log: {}", e.getMessage());
    } finally {
      lock.lock();
      try {
        over = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void take(LogLine line) {
    lock.lock();
    try {
      lines.add(line);
      kept += line.text().length();
      while (kept > MOST_KEPT && lines.size() > 1) {
        dropFirst();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what was read before the known line; where that line is not there, its time decides. */
  private void forget(Optional<LogLine> known) {
    if (known.isEmpty()) {
      return;
    }
    boolean drops = lines.contains(known.get());
    while (drops) {
      drops = !lines.getFirst().equals(known.get());
      dropFirst();
    }
    while (!lines.isEmpty() && !lines.getFirst().time().isAfter(known.get().time())) {
      dropFirst();
    }
  }

  private void dropFirst() {
    kept -= lines.removeFirst().text().length();
  }
}
