package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.app.Releases;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
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

  private final Containers containers;
  private final LiveOneOffs live;
  private final Releases releases;
  private final InstantSource clock;

  public PsCommand(
      Containers containers, LiveOneOffs live, Releases releases, InstantSource clock) {
    this.containers = containers;
    this.live = live;
    this.releases = releases;
    this.clock = clock;
  }

  ExitCode list(Visit visit, Command.Ps wish) throws Refusal {
    List<Process> processes = chosen(visit, wish);
    switch (wish.format()) {
      case NAMES -> processes.forEach(process -> visit.voice().result(process.name().toString()));
      case HEROKU -> new HerokuBlocks(clock.instant()).of(processes).forEach(visit.voice()::result);
      case JSON -> visit.voice().result(json(processes));
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

  private Map<Process, Usage> usage(List<Process> processes) {
    return containers.usage(processes.stream().filter(Process::isRunning).toList());
  }

  /** The last release of the app with the image that the process runs. */
  private Optional<Release> release(Process process) {
    return releases.ofImage(process.app(), process.facts().imageId());
  }

  /** One-offs only: who is in a process of the formation is not attached to its program. */
  private Optional<Integer> attached(Process process) {
    return process.oneOff() && process.isRunning()
        ? Optional.of(live.clients(process.facts().id()))
        : Optional.empty();
  }

  private String json(List<Process> processes) {
    return new PsJson(usage(processes), this::release, containers::node, this::attached)
        .of(processes);
  }

  private Table table(List<Process> processes) {
    Map<Process, Usage> usage = usage(processes);
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
          release(process).map(Release::name).orElse(UNKNOWN),
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
