package dev.hatchway.docker;

import dev.hatchway.container.ProgramEnd.Cause;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What has happened to one container since somebody began to look at it. */
final class Fate implements AutoCloseable {
  /** Events arrive within 10 ms (measured); a program's end may overtake them. */
  private static final Duration LATEST = Duration.ofMillis(300);

  /** What a program killed by signal 9 ends with is 128 and that. */
  private static final int SIGNALLED = 128;

  private static final int KILL = 9;
  private static final int TERM = 15;

  private final Consumer<Fate> end;
  private int ownSignals;
  private boolean hasSentSignals;
  private int foreignSignal;
  private boolean outOfMemory;
  private boolean dead;
  private boolean stopped;
  private boolean removed;

  /**
   * @param end runs when nobody looks at it any more
   */
  Fate(Consumer<Fate> end) {
    this.end = end;
  }

  /** The session itself is about to send a signal, whose event is no news. */
  synchronized void sending() {
    ownSignals++;
    hasSentSignals = true;
  }

  /** The engine has not taken that signal. */
  synchronized void notSent() {
    ownSignals--;
  }

  synchronized void take(EngineEvent event) {
    switch (event.happening()) {
      case SIGNAL -> signalled(event.signal());
      case OUT_OF_MEMORY -> outOfMemory = true;
      case DEATH -> dead = true;
      case STOP -> stopped = true;
      case REMOVAL -> removed = true;
      case NONE -> {
        return;
      }
    }
    notifyAll();
  }

  /**
   * Returns why the container's main program ended with that code, waiting a little for the events
   * that may say so; a program that ends with a code that is no sign of it waits for none.
   */
  synchronized Cause ofMainProgram(int code) {
    boolean telling = code == SIGNALLED + KILL || code == SIGNALLED + TERM;
    if (telling && !hasSentSignals) {
      await(() -> foreignSignal > 0 || outOfMemory);
    }
    if (foreignSignal > 0) {
      await(() -> stopped || removed);
      if (stopped || code == SIGNALLED + foreignSignal) {
        return foreignEnd();
      }
    }
    return outOfMemory && code == SIGNALLED + KILL ? Cause.OUT_OF_MEMORY : Cause.OWN;
  }

  /** The same for a program that was entered; the kernel kills it if the main program ends. */
  synchronized Cause ofEntered(int code) {
    if (code != SIGNALLED + KILL) {
      return Cause.OWN;
    }
    await(() -> dead || outOfMemory);
    if (outOfMemory) {
      return Cause.OUT_OF_MEMORY;
    }
    if (!dead) {
      return Cause.OWN;
    }
    if (foreignSignal == 0) {
      return Cause.CONTAINER_ENDED;
    }
    await(() -> stopped || removed);
    return foreignEnd();
  }

  @Override
  public void close() {
    end.accept(this);
  }

  private void signalled(int signal) {
    if (ownSignals > 0) {
      ownSignals--;
    } else {
      foreignSignal = signal;
    }
  }

  private Cause foreignEnd() {
    if (removed) {
      return Cause.REMOVED;
    }
    return stopped ? Cause.STOPPED : Cause.KILLED;
  }

  /** Waits until that is so, but not for long. */
  private synchronized void await(BooleanSupplier news) {
    long deadline = System.nanoTime() + LATEST.toNanos();
    try {
      for (long left = LATEST.toNanos(); !news.getAsBoolean() && left > 0; ) {
        wait(Duration.ofNanos(left).toMillis() + 1);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
