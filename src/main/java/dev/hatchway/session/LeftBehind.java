package dev.hatchway.session;

import dev.hatchway.app.Lookup;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.model.Login;
import dev.hatchway.model.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reminds a person who is at a terminal again of one-offs that go on though nobody is at them: a
 * connection that was lost leaves no other trace.
 */
public final class LeftBehind {
  /** More than that is a list, and there is a command for lists. */
  private static final int MOST = 3;

  /** In this time a one-off that has just been started is known to be carried by this gateway. */
  private static final Duration BEGINNING = Duration.ofSeconds(5);

  private final LiveOneOffs live;
  private final ConnectionOneOffs shared;
  private final InstantSource clock;

  public LeftBehind(LiveOneOffs live, ConnectionOneOffs shared, InstantSource clock) {
    this.live = live;
    this.shared = shared;
    this.clock = clock;
  }

  /** Names those that the command is not about, if its client wants to be told things. */
  void tell(Visit visit, Command command) {
    Narrator narrator = new Narrator(visit, isQuiet(command));
    // A login to a process is as if sshd ran there, which knows nothing of one-offs.
    if (!narrator.speaks() || visit.client().login() instanceof Login.OfProcess) {
      return;
    }
    Set<Process> meant =
        targets(command).stream()
            .flatMap(target -> found(visit.app().find(target)))
            .collect(Collectors.toSet());
    List<Process> left =
        visit.app().oneOffs().stream()
            .filter(process -> isLeftBehind(visit, process) && !meant.contains(process))
            .toList();
    left.stream()
        .limit(MOST)
        .forEach(
            process ->
                narrator.status(
                    "%s is still running; %s -t %s@host attach %s"
                        .formatted(
                            process.name(), visit.client().ssh(), visit.name(), process.name())));
    if (left.size() > MOST) {
      narrator.status(
          "and %d more; %s %s@host ps run"
              .formatted(left.size() - MOST, visit.client().ssh(), visit.name()));
    }
  }

  private boolean isLeftBehind(Visit visit, Process process) {
    String container = process.facts().id();
    boolean begun =
        live.find(container).isPresent()
            || process.facts().created().plus(BEGINNING).isBefore(clock.instant());
    return process.isRunning()
        && begun
        && !process.isDetached()
        && process.gateway().isPresent()
        && process.user().equals(Optional.of(visit.client().grant().user()))
        && live.clients(container) == 0
        && !shared.holds(container);
  }

  private static Stream<Process> found(Lookup lookup) {
    return lookup instanceof Lookup.Found(Process process) ? Stream.of(process) : Stream.empty();
  }

  /** Answers and lists are about something else, or say it themselves. */
  private static boolean isQuiet(Command command) {
    return switch (command) {
      case Command.Run run -> run.quiet();
      case Command.Enter enter -> enter.quiet();
      case Command.Attach attach -> attach.quiet();
      case Command.Logs logs -> logs.quiet();
      case Command.Stop stop -> stop.allRuns();
      case Command.Wait _, Command.Kill _, Command.Inspect _, Command.Uploads _ -> false;
      case Command.RunShared _, Command.Config _, Command.Releases _ -> false;
      case Command.Ps _, Command.Open _ -> true;
    };
  }

  private static List<Target> targets(Command command) {
    return switch (command) {
      case Command.Attach attach -> List.of(attach.target());
      case Command.Wait wait -> List.of(wait.target());
      case Command.Inspect inspect -> List.of(inspect.target());
      case Command.Enter enter -> enter.target().stream().toList();
      case Command.Stop stop -> stop.targets();
      case Command.Kill kill -> kill.targets();
      case Command.Logs logs -> logs.targets();
      case Command.Run _,
          Command.RunShared _,
          Command.Ps _,
          Command.Uploads _,
          Command.Config _,
          Command.Releases _,
          Command.Open _ ->
          List.of();
    };
  }
}
