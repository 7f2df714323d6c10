package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogQuery;
import dev.hatchway.container.LogReader;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Follows a container's log. Where the log is rotated, the engine's own following says a line twice
 * at each rotation, leaves out lines when much is printed, and breaks off (measured on 20.10). So
 * it only tells that there is something new; what that is, is read from the log, from the last
 * known line on.
 */
final class LogFollow {
  /** A busy log is read in larger portions instead of more often. */
  private static final Duration REST = Duration.ofMillis(100);

  /** The engine's following can get stuck on a file that was rotated away; it is then replaced. */
  private static final Duration DOUBT = Duration.ofSeconds(30);

  /** How long the engine may take to hand out the last lines of a container that it removes. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** So many of the last lines are looked through for the known one, and then so many more. */
  private static final int FEW = 256;

  private static final int MORE = 16;
  private static final int MANY = FEW * MORE * MORE * MORE;

  private static final LogQuery ALL = new LogQuery(OptionalInt.empty(), Optional.empty());

  private final ContainerLog log;
  private final LogReader reader;
  private Optional<LogLine> known;

  LogFollow(ContainerLog log, Optional<LogLine> known, LogReader reader) {
    this.log = log;
    this.known = known;
    this.reader = reader;
  }

  /** Returns when the program has ended and all of its lines have been handed over. */
  void run() throws InterruptedException {
    boolean goesOn = true;
    while (goesOn) {
      try (LogBell bell = LogBell.hang(log)) {
        goesOn = listen(bell);
      }
    }
  }

  /** Returns false if the program has ended, true if only the bell has to be replaced. */
  private boolean listen(LogBell bell) throws InterruptedException {
    while (true) {
      boolean over = bell.isOver();
      boolean ended = over && !log.isRunning();
      try {
        readNew(ended);
      } catch (EngineException.Gone | EngineException.Conflict e) {
        bell.rest(known, LAST_WORDS).forEach(this::handOver);
        return false;
      }
      Thread.sleep(ended ? Duration.ZERO : REST);
      if (over) {
        return !ended;
      }
      long asked = System.nanoTime();
      bell.await(known, DOUBT);
      if (System.nanoTime() - asked >= DOUBT.toNanos()) {
        return true;
      }
    }
  }

  private void readNew(boolean ended) {
    if (known.isEmpty()) {
      log.read(ALL, ended, this::handOver);
      return;
    }
    for (int last = FEW; last <= MANY; last *= MORE) {
      if (readAfter(known.get(), new LogQuery(OptionalInt.of(last), Optional.empty()), ended)) {
        return;
      }
    }
    if (!readAfter(known.get(), ALL, ended)) {
      reader.missed();
      log.read(ALL, ended, this::handOver);
    }
  }

  /** Returns whether the line was found among those; all after it are handed over. */
  private boolean readAfter(LogLine line, LogQuery query, boolean ended) {
    After after = new After(line);
    log.read(query, ended, after);
    return after.found;
  }

  private void handOver(LogLine line) {
    known = Optional.of(line);
    reader.line(line);
  }

  /** Lets lines pass as soon as a certain one has come by. */
  private final class After implements Consumer<LogLine> {
    private final LogLine line;
    private boolean found;

    After(LogLine line) {
      this.line = line;
    }

    @Override
    public void accept(LogLine next) {
      if (found) {
        handOver(next);
      } else {
        found = next.equals(line);
      }
    }
  }
}
