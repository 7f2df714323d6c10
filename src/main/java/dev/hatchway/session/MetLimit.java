package dev.hatchway.session;

import dev.hatchway.stream.SharedProgram;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limit that a one-off has met, if it has, and what those who are at it are told: at once,
 * because the end may take a while, and in the end, if an editor hid it or they came too late.
 */
final class MetLimit {
  private final Map<Visit, Thread> told = new ConcurrentHashMap<>();
  private volatile boolean hidden;
  private volatile Optional<String> reason = Optional.empty();

  boolean isMet() {
    return reason.isPresent();
  }

  /**
   * The program is about to be ended.
   *
   * @param visits those who are at it
   */
  void meet(String why, SharedProgram program, Collection<Visit> visits) {
    if (reason.isEmpty()) {
      hidden = program.isFullScreen();
      String words = why + ", and is ended";
      reason = Optional.of(words);
      for (Visit visit : visits) {
        told.put(visit, say(() -> visit.voice().problem(words)));
      }
    }
  }

  /** The program has ended: whoever was at it has been told, and has a terminal as before. */
  void tellLast(Visit visit, SharedProgram program) {
    if (reason.isEmpty()) {
      return;
    }
    Thread telling = told.remove(visit);
    try {
      if (telling != null) {
        telling.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean terminal = program.hasTerminal() && visit.client().hasTerminal();
    if (terminal) {
      visit.voice().restored(program.takenBack());
    }
    if (telling == null || (terminal && hidden)) {
      visit.voice().problem(reason.get());
    }
  }

  /** A client that takes nothing must not keep whoever says something. */
  static Thread say(Runnable words) {
    return Thread.ofVirtual().name("session-warning").start(words);
  }
}
