package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What processes have printed until now, and how far the log of each is known by that. */
final class LogHistory {
  /**
   * Whoever reads the last lines may begin amid a long one, which the engine keeps in up to 64
   * pieces and counts as so many lines.
   */
  private static final int MOST_PIECES = 64;

  private final Containers containers;
  private final Visit visit;
  private final int count;
  private final Optional<Instant> since;
  private final LastLines lines;
  private final Map<String, LogLine> known = new ConcurrentHashMap<>();
  private final List<Process> readable = new ArrayList<>();
  private final List<Process> unreadable = new ArrayList<>();

  /**
   * @param count how many of the last lines of all processes together
   */
  LogHistory(Containers containers, Visit visit, int count, Optional<Instant> since) {
    this.containers = containers;
    this.visit = visit;
    this.count = count;
    this.since = since;
    this.lines = new LastLines(count);
  }

  /**
   * Reads them all.
   *
   * @param followed whether {@link #known} will be asked
   */
  void read(List<Process> processes, boolean followed) {
    for (Process process : processes) {
      try {
        // What is asked for may be nothing, and still it must be known where new lines begin.
        if (followed && (count == 0 || since.isPresent())) {
          read(process, new LogQuery(OptionalInt.of(1 + MOST_PIECES), Optional.empty()), _ -> {});
        }
        if (count > 0) {
          read(process, query(), line -> lines.add(process, line));
        }
        readable.add(process);
      } catch (EngineException.Unsupported e) {
        visit.voice().problem("%s: %s".formatted(process.name(), e.getMessage()));
        unreadable.add(process);
      } catch (EngineException.Gone | EngineException.Conflict e) {
        visit.voice().status(process.name() + " is gone");
      }
    }
  }

  private void read(Process process, LogQuery query, Consumer<LogLine> reader) {
    containers.logs(
        process,
        query,
        line -> {
          known.put(process.facts().id(), line);
          reader.accept(line);
        });
  }

  private LogQuery query() {
    return new LogQuery(
        count > Integer.MAX_VALUE - MOST_PIECES
            ? OptionalInt.empty()
            : OptionalInt.of(count + MOST_PIECES),
        since);
  }

  /** Hands all lines over in the order of time, and says so if they are not all. */
  void print(LogPrinter printer) {
    if (lines.isShortened()) {
      visit
          .voice()
          .problem(
              "that is too much at once, so older lines are left out;"
                  + " logs of one process without -f has all of them");
    }
    lines.forEach(printer::print);
  }

  /** Returns whether there are fewer lines than asked for because they are too long. */
  boolean isShortened() {
    return lines.isShortened();
  }

  /** Returns whether every log could be read. */
  boolean isWhole() {
    return unreadable.isEmpty();
  }

  /** Returns the processes whose logs could be read. */
  List<Process> readable() {
    return List.copyOf(readable);
  }

  /** Returns the processes whose logs cannot be read. */
  List<Process> unreadable() {
    return List.copyOf(unreadable);
  }

  /** Returns the last line of each container, by its id, to be kept up to date. */
  Map<String, LogLine> known() {
    return known;
  }
}
