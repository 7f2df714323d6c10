package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.LogLine;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

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
      return new LogFollower(containers, visit)
          .follow(
              processes,
              lines,
              (process, line) -> visit.voice().output(new Named(process, line).text(wish)));
    }
    printLast(visit, wish, processes, lines);
    return ExitCode.OK;
  }

  private void printLast(Visit visit, Command.Logs wish, List<Process> processes, int lines) {
    List<Named> all = new ArrayList<>();
    for (Process process : processes) {
      containers.logs(
          process, OptionalInt.of(lines), false, line -> all.add(new Named(process, line)));
    }
    all.sort(Comparator.comparing(Named::time));
    all.subList(Math.max(0, all.size() - lines), all.size())
        .forEach(line -> visit.voice().output(line.text(wish)));
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

  /** A line and whose it is. */
  private record Named(Process process, LogLine line) {
    Instant time() {
      return line.time();
    }

    /** Time and process stand in front; with quiet the time only if it is asked for. */
    String text(Command.Logs wish) {
      String time = TIME.format(line.time()) + " ";
      return wish.quiet()
          ? (wish.timestamps() ? time : "") + line.text()
          : "%sapp[%s]: %s".formatted(time, process.name(), line.text());
    }
  }
}
