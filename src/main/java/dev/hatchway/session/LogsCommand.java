package dev.hatchway.session;

import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.Since;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogQuery;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.Carrier;
import dev.hatchway.stream.LaggingEnd;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code logs}: what processes have printed, merged in the order of time. */
public final class LogsCommand {
  private static final int USUAL_LINES = 100;
  private static final int ALL_LINES = Integer.MAX_VALUE;

  private final Containers containers;
  private final AppCatalog apps;
  private final Carrier carrier;
  private final InstantSource clock;

  public LogsCommand(Containers containers, AppCatalog apps, Carrier carrier, InstantSource clock) {
    this.containers = containers;
    this.apps = apps;
    this.carrier = carrier;
    this.clock = clock;
  }

  ExitCode print(Visit visit, Command.Logs wish) throws Refusal {
    LogSelection selection = LogSelection.of(visit.app(), wish.targets());
    try (LaggingEnd end = carrier.lagging(visit.client().end())) {
      Visit there = visit.behind(end);
      return new Interruptible(there.client(), end).run(() -> print(there, wish, selection));
    }
  }

  private ExitCode print(Visit visit, Command.Logs wish, LogSelection selection)
      throws InterruptedException {
    LogPrinter printer = new LogPrinter(visit, wish);
    List<Process> processes = selection.in(Optional.of(visit.app()));
    Optional<Instant> since = wish.since().map(this::moment);
    int count = wish.lines().orElse(since.isPresent() ? ALL_LINES : USUAL_LINES);
    LogHistory history = new LogHistory(containers, visit, count, since);
    history.read(processes, wish.follow());
    if (history.isShortened() && processes.size() == 1 && !wish.follow()) {
      stream(processes.getFirst(), count, since, printer);
    } else {
      history.print(printer);
    }
    if (wish.follow()) {
      return new LogFollower(containers, apps, visit, selection, printer, wish.quiet())
          .follow(history);
    }
    return history.isWhole() ? ExitCode.OK : ExitCode.GATEWAY_FAILED;
  }

  /** The lines of one process need not be merged, so that it does not matter how many they are. */
  private void stream(Process process, int count, Optional<Instant> since, LogPrinter printer) {
    OptionalInt last = count == ALL_LINES ? OptionalInt.empty() : OptionalInt.of(count);
    try {
      containers.logs(process, new LogQuery(last, since), line -> printer.print(process, line));
    } catch (EngineException.Gone | EngineException.Conflict e) {
      throw new EngineException("%s was removed meanwhile".formatted(process.name()), e);
    }
  }

  private Instant moment(Since since) {
    return switch (since) {
      case Since.Ago(var time) -> clock.instant().minus(time);
      case Since.At(Instant time) -> time;
    };
  }
}
