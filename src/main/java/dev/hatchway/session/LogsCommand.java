package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code logs}: what processes have printed, merged in the order of time. */
public final class LogsCommand {
  private static final int USUAL_LINES = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Containers containers;

  public LogsCommand(Containers containers) {
    this.containers = containers;
  }

  ExitCode print(Visit visit, Command.Logs wish) throws Refusal {
    List<Process> processes = processes(visit, wish);
    int lines = wish.lines().orElse(USUAL_LINES);
    if (wish.follow()) {
      follow(visit, wish, processes, lines);
    } else if (processes.size() == 1) {
      read(visit, wish, processes.getFirst(), lines);
    } else {
      printLast(visit, wish, processes, lines);
    }
    return ExitCode.OK;
  }

  private void printLast(Visit visit, Command.Logs wish, List<Process> processes, int count) {
    var last = new LastLines(count);
    for (Process process : processes) {
      containers.logs(process, OptionalInt.of(count), false, line -> last.add(process, line));
    }
    if (last.isShortened()) {
      visit.voice().problem("that is too much at once; logs of one process has all of its lines");
    }
    last.forEach((process, line) -> tell(visit, wish, process, line));
  }

  /** Ends when all the processes have ended or the client has gone, whatever comes first. */
  private void follow(Visit visit, Command.Logs wish, List<Process> processes, int lines) {
    var end = visit.client().end();
    List<Future<?>> reading = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Thread.ofVirtual().name("session-events").start(() -> awaitGone(end, readers::shutdownNow));
      for (Process process : processes) {
        reading.add(
            readers.submit(
                () ->
                    containers.logs(
                        process,
                        OptionalInt.of(lines),
                        true,
                        line -> tell(visit, wish, process, line))));
      }
    }
    end.post(new ClientEvent.Over());
    if (!end.isGone()) {
      reading.stream()
          .filter(future -> future.state() == Future.State.FAILED)
          .map(Future::exceptionNow)
          .filter(EngineException.class::isInstance)
          .map(EngineException.class::cast)
          .findFirst()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  private static void awaitGone(ClientEnd end, Runnable onGone) {
    try {
      while (true) {
        switch (end.nextEvent()) {
          case ClientEvent.Gone() -> {
            onGone.run();
            return;
          }
          case ClientEvent.Over() -> {
            return;
          }
          case ClientEvent.Resized _, ClientEvent.Signalled _ -> {
            continue;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Visit visit, Command.Logs wish, Process process, int lines) {
    containers.logs(
        process, OptionalInt.of(lines), false, line -> tell(visit, wish, process, line));
  }

  private static void tell(Visit visit, Command.Logs wish, Process process, LogLine line) {
    visit
        .voice()
        .output(
            wish.quiet()
                ? line.text()
                : "%s app[%s]: %s"
                    .formatted(TIME.format(line.time()), process.name(), line.text()));
  }

  private static List<Process> processes(Visit visit, Command.Logs wish) throws Refusal {
    if (wish.targets().isEmpty()) {
      return visit.app().running();
    }
    List<Process> processes = new ArrayList<>();
    for (Target target : wish.targets()) {
      List<Process> ofType =
          visit.app().running().stream()
              .filter(process -> process.name().type().equals(target.text()))
              .toList();
      if (ofType.isEmpty()) {
        processes.add(Found.in(visit.app().find(target)));
      } else {
        processes.addAll(ofType);
      }
    }
    return processes;
  }
}
