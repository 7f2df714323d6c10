package dev.hatchway.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which containers ran out of memory and when, from the engine's {@code oom} events. The
 * flag of a container's state is no help for an exec: it is false on 20.10 (measured).
 */
final class OutOfMemory {
  /** Events arrive within 10 ms (measured); a program's end may overtake them. */
  private static final Duration LATEST = Duration.ofMillis(300);

  private final Map<String, Instant> last = new ConcurrentHashMap<>();

  synchronized void record(String container, Instant when) {
    last.put(container, when);
    notifyAll();
  }

  void forget(String container) {
    last.remove(container);
  }

  /** Returns whether the container ran out of memory after that moment, waiting a little for it. */
  synchronized boolean hitSince(String container, Instant start) {
    long deadline = System.nanoTime() + LATEST.toNanos();
    while (!last.getOrDefault(container, Instant.MIN).isAfter(start)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        Duration wait = Duration.ofNanos(left);
        wait(wait.toMillis() + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
