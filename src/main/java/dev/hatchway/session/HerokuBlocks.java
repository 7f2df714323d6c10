package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Processes as {@code heroku ps} prints them: a block for each type, one-offs first. */
record HerokuBlocks(Instant now) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss Z").withZone(ZoneOffset.UTC);

  List<String> of(List<Process> processes) {
    List<String> lines = new ArrayList<>();
    List<Process> oneOffs = processes.stream().filter(Process::oneOff).toList();
    if (!oneOffs.isEmpty()) {
      lines.add("=== run: one-off processes (%d)".formatted(oneOffs.size()));
      oneOffs.forEach(process -> lines.add("%s: `%s`".formatted(state(process), command(process))));
      lines.add("");
    }
    processes.stream()
        .filter(process -> !process.oneOff())
        .collect(Collectors.groupingBy(process -> process.name().type()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            type -> {
              List<Process> members = type.getValue();
              lines.add(
                  "=== %s: `%s` (%d)"
                      .formatted(type.getKey(), command(members.getFirst()), members.size()));
              members.forEach(process -> lines.add(state(process)));
              lines.add("");
            });
    if (!lines.isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private String state(Process process) {
    Instant since = process.facts().started().orElse(process.facts().created());
    String word = process.isRunning() ? "up" : process.facts().state().word();
    return "%s: %s %s (~ %s ago)"
        .formatted(
            process.name(), word, TIME.format(since), TimeSpan.rough(Duration.between(since, now)));
  }

  private static String command(Process process) {
    return String.join(" ", process.facts().command());
  }
}
