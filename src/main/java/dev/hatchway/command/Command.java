package dev.hatchway.command;

import dev.hatchway.model.Permission;
import dev.hatchway.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a client wants to be done. A new verb is a record here. */
public sealed interface Command {
  /** The permission that it takes, empty if every key that may log in may do it. */
  Optional<Permission> permission();

  /**
   * A new container from the app's current release.
   *
   * @param type the process type whose image, environment and command it takes
   * @param ttl how long it may run, empty for what the settings say
   * @param entrypoint instead of the image's; an empty list takes the image's away
   * @param uploads whether the files in the user's inbox go into it
   */
  record Run(
      Execution execution,
      Optional<String> type,
      boolean detach,
      Limits limits,
      Optional<Duration> ttl,
      Optional<List<String>> entrypoint,
      Retention retention,
      boolean quiet,
      boolean uploads)
      implements Command {
    public Run {
      entrypoint = entrypoint.map(List::copyOf);
    }

    /** Returns a run of that program with no option at all. */
    public static Run of(Program program) {
      return new Run(
          Execution.of(program),
          Optional.empty(),
          false,
          Limits.NONE,
          Optional.empty(),
          Optional.empty(),
          new Retention.AsConfigured(),
          false,
          true);
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.RUN);
    }
  }

  /**
   * A program in a container that already runs.
   *
   * @param target which one; empty for the only one that there is
   */
  record Enter(Optional<Target> target, Execution execution, boolean quiet) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.ENTER);
    }
  }

  /**
   * The app's processes.
   *
   * @param types only these types, or processes of these names; all if empty
   * @param all also those that have ended
   */
  record Ps(List<String> types, boolean all, Format format) implements Command {
    public Ps {
      types = List.copyOf(types);
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.PS);
    }
  }

  /**
   * The output that the engine has kept of processes.
   *
   * @param targets of which ones; of all if empty
   * @param lines how many of the last lines, empty for the usual number
   */
  record Logs(
      List<Target> targets, boolean follow, OptionalInt lines, boolean timestamps, boolean quiet)
      implements Command {
    public Logs {
      targets = List.copyOf(targets);
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.LOGS);
    }
  }

  /**
   * The end of processes: SIGTERM, and SIGKILL for those that still run after the time.
   *
   * @param allRuns all one-offs of the app; then there are no targets
   */
  record Stop(List<Target> targets, boolean allRuns, Duration time) implements Command {
    public Stop {
      targets = List.copyOf(targets);
      if (targets.isEmpty() != allRuns) {
        throw new IllegalArgumentException("stop takes targets or all one-offs, one of the two");
      }
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.RUN);
    }
  }

  /**
   * Help.
   *
   * @param topic the command that it is about, by its first name; empty for the overview
   * @param asked false if there was nothing else to do, which ends with {@code ExitCode.USAGE}
   */
  record Help(Optional<String> topic, boolean asked) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.empty();
    }
  }

  /** Which Hatchway this is. */
  record Version() implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.empty();
    }
  }

  /** What the gateway knows about the client: its key, its apps, what it may do. */
  record WhoAmI() implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.empty();
    }
  }

  /** The apps that the client may see. */
  record Apps(Format format) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.empty();
    }
  }
}
