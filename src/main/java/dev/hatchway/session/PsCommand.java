package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.command.Command;
import dev.hatchway.container.Usage;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Printable;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ps}: the processes of an app. */
public final class PsCommand {
  private static final int WIDEST_COMMAND = 30;
  private static final String UNKNOWN = "-";

  private final ProcessStatus status;
  private final InstantSource clock;

  public PsCommand(ProcessStatus status, InstantSource clock) {
    this.status = status;
    this.clock = clock;
  }

  ExitCode list(Visit visit, Command.Ps wish) throws Refusal {
    List<Process> processes = chosen(visit, wish);
    switch (wish.format()) {
      case NAMES -> processes.forEach(process -> visit.voice().result(process.name().toString()));
      case HEROKU -> new HerokuBlocks(clock.instant()).of(processes).forEach(visit.voice()::result);
      case JSON -> visit.voice().result(status.json(processes).of(processes));
      case TABLE -> table(processes).lines().forEach(visit.voice()::result);
    }
    return ExitCode.OK;
  }

  private List<Process> chosen(Visit visit, Command.Ps wish) throws Refusal {
    List<Process> shown =
        visit.app().processes().stream().filter(p -> wish.all() || p.isRunning()).toList();
    if (wish.types().isEmpty()) {
      return shown;
    }
    for (String type : wish.types()) {
      if (visit.app().processes().stream().noneMatch(process -> is(process, type))) {
        throw new Refusal(
            ExitCode.USAGE,
            "no %s in %s; types: %s"
                .formatted(type, visit.name(), String.join(" ", visit.app().types())));
      }
    }
    return shown.stream()
        .filter(process -> wish.types().stream().anyMatch(type -> is(process, type)))
        .toList();
  }

  private static boolean is(Process process, String typeOrName) {
    return process.name().type().equals(typeOrName) || process.name().toString().equals(typeOrName);
  }

  private Table table(List<Process> processes) {
    Map<Process, Usage> usage = status.usage(processes);
    Table table =
        new Table(List.of("NAME", "STATE", "COMMAND", "CREATED", "CPU", "MEM", "RELEASE", "USER"));
    for (Process process : processes) {
      Optional<Usage> used = Optional.ofNullable(usage.get(process));
      table.add(
          process.name().toString(),
          process.facts().state().word(),
          shortened(String.join(" ", process.facts().command())),
          ago(process.facts().created()),
          used.map(u -> "%.2f%%".formatted(u.cpu() * 100)).orElse(UNKNOWN),
          used.map(u -> ByteSize.format(u.memory())).orElse(UNKNOWN),
          status.release(process).map(Release::name).orElse(UNKNOWN),
          process.user().map(User::name).orElse(UNKNOWN));
    }
    return table;
  }

  private static String shortened(String command) {
    String line = Printable.whole(command);
    return line.length() <= WIDEST_COMMAND ? line : line.substring(0, WIDEST_COMMAND - 2) + "..";
  }

  private String ago(Instant time) {
    Duration age = Duration.between(time, clock.instant());
    return age.isNegative() ? "now" : TimeSpan.rough(age) + " ago";
  }
}
