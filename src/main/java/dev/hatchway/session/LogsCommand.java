package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.LogLine;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
          .follow(processes, lines, (process, line) -> tell(visit, wish, process, line));
    }
    if (processes.size() == 1) {
      read(visit, wish, processes.getFirst(), lines);
    } else {
      printLast(visit, wish, processes, lines);
    }
    return ExitCode.OK;
  }

  private void read(Visit visit, Command.Logs wish, Process process, int lines) {
    containers.logs(
        process, OptionalInt.of(lines), false, line -> tell(visit, wish, process, line));
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

  /** Time and process stand in front; with quiet the time only if it is asked for. */
  private static void tell(Visit visit, Command.Logs wish, Process process, LogLine line) {
    String time = TIME.format(line.time()) + " ";
    visit
        .voice()
        .output(
            wish.quiet()
                ? (wish.timestamps() ? time : "") + line.text()
                : "%sapp[%s]: %s".formatted(time, process.name(), line.text()));
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
