package dev.hatchway.command;

import dev.hatchway.model.Limits;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a client wants to be done. A new verb is a record here. */
public sealed interface Command {
  /** The permission that it takes, empty if every key that may log in may do it. */
  Optional<Permission> permission();

  /**
   * A new container that is a copy of production.
   *
   * @param environmentFile a file of variables in the client's inbox
   * @param size the name of a size in the settings; {@code limits} win over it
   * @param entrypoint instead of the image's; an empty list takes the image's away
   * @param name another name for the one-off, besides {@code run.N}
   * @param uploads whether the files in the user's inbox go into it
   */
  record Run(
      Execution execution,
      Optional<String> environmentFile,
      Basis basis,
      boolean detach,
      Optional<String> size,
      Limits limits,
      Lifetime lifetime,
      Optional<List<String>> entrypoint,
      Retention retention,
      Optional<String> name,
      TerminalWish terminal,
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
          Basis.CURRENT,
          false,
          Optional.empty(),
          Limits.NONE,
          Lifetime.AS_CONFIGURED,
          Optional.empty(),
          new Retention.AsConfigured(),
          Optional.empty(),
          TerminalWish.AS_CLIENT,
          false,
          true);
    }

    /** Returns the same run with these variables and no others. */
    public Run with(Map<String, String> environment) {
      return with(execution.with(environment), Optional.empty(), basis, entrypoint);
    }

    /** Returns the same run of another program, as another process type, behind that entrypoint. */
    public Run of(Program program, Optional<String> type, Optional<List<String>> before) {
      return with(execution.with(program), environmentFile, basis.ofType(type), before);
    }

    private Run with(
        Execution anotherExecution,
        Optional<String> anotherFile,
        Basis anotherBasis,
        Optional<List<String>> anotherEntrypoint) {
      return new Run(
          anotherExecution,
          anotherFile,
          anotherBasis,
          detach,
          size,
          limits,
          lifetime,
          anotherEntrypoint,
          retention,
          name,
          terminal,
          quiet,
          uploads);
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.RUN);
    }
  }

  /** A program in the one new container that all channels of its connection share. */
  record RunShared(Program program) implements Command {
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
   * Back to a one-off that runs, with its last screen.
   *
   * @param readOnly whether what the client types is kept from it
   */
  record Attach(Target target, boolean readOnly, boolean quiet) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.RUN);
    }
  }

  /** The end of a one-off, with its exit code. */
  record Wait(Target target) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.PS);
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
   * @param since only what was printed from then on
   */
  record Logs(
      List<Target> targets,
      boolean follow,
      OptionalInt lines,
      Optional<Since> since,
      boolean timestamps,
      boolean quiet)
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
   * A signal to the main programs of processes.
   *
   * @param signal its name, without {@code SIG}, or its number
   */
  record Kill(List<Target> targets, String signal) implements Command {
    public Kill {
      targets = List.copyOf(targets);
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.RUN);
    }
  }

  /** All that is known of a process, without the values of its environment. */
  record Inspect(Target target, Format format) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.PS);
    }
  }

  /** The files in the client's inbox. */
  record Uploads(Action action) implements Command {
    /** What is to be done with them. */
    public sealed interface Action {
      /** They are listed. */
      record Shown() implements Action {}

      /** Those of these names are removed. */
      record Removed(List<String> names) implements Action {
        public Removed {
          names = List.copyOf(names);
        }
      }

      /** All are removed. */
      record Cleared() implements Action {}
    }

    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.FILES);
    }
  }

  /**
   * The app's environment variables.
   *
   * @param values whether their values are shown too, which only those see who may run
   */
  record Config(boolean values, Format format) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(values ? Permission.RUN : Permission.PS);
    }
  }

  /** What the app ran as, newest first. */
  record Releases(Format format) implements Command {
    @Override
    public Optional<Permission> permission() {
      return Optional.of(Permission.PS);
    }
  }

  /** What every key that may log in may ask for. */
  sealed interface Open extends Command {
    @Override
    default Optional<Permission> permission() {
      return Optional.empty();
    }
  }

  /**
   * Help.
   *
   * @param topic the command that it is about, by its first name; empty for the overview
   * @param asked false if there was nothing else to do, which ends with {@code ExitCode.USAGE}
   */
  record Help(Optional<String> topic, boolean asked) implements Open {}

  /** Which Hatchway this is. */
  record Version() implements Open {}

  /** What the gateway knows about the client: its key, its apps, what it may do. */
  record WhoAmI() implements Open {}

  /** The apps that the client may see. */
  record Apps(Format format) implements Open {}
}
