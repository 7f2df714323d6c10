package dev.hatchway.command;

import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code run}: a new container. */
final class RunVerb implements Verb {
  private static final String DETACHED = "run:detached";

  private static final Option.Flag DETACH = Option.flag("--detach", "-d", "--detached");
  private static final Option.Value<String> TYPE = Option.value(Kinds.TYPE, "--type", "-t");
  private static final Option.Value<Duration> TTL =
      Option.value(Kinds.RUN_TIME, "--ttl", "--timeout");
  private static final Option.Value<Duration> TTL_SECONDS =
      Option.value(Kinds.RUN_SECONDS, "--ttl-seconds");
  private static final Option.Value<List<String>> ENTRYPOINT =
      Option.value(Kinds.ENTRYPOINT, "--entrypoint");
  private static final Option.Value<Long> CPU = Option.value(Kinds.NANO_CPUS, "--cpu");
  private static final Option.Value<Long> MEMORY = Option.value(Kinds.MEMORY, "--memory");
  private static final Option.Value<Duration> KEEP =
      new Option.Value<>(List.of("--keep"), Kinds.RUN_TIME, false);
  private static final Option.Value<Duration> IDLE = Option.value(Kinds.IDLE_TIME, "--idle");
  private static final Option.Value<OnDisconnect> ON_DISCONNECT =
      Option.value(Kinds.ON_DISCONNECT, "--on-disconnect");
  private static final Option.Value<String> ENV_FILE = Option.value(Kinds.FILE, "--env-file");
  private static final Option.Value<String> RELEASE = Option.value(Kinds.RELEASE, "--release");
  private static final Option.Value<ImageName> IMAGE = Option.value(Kinds.IMAGE, "--image");
  private static final Option.Value<String> SIZE = Option.value(Kinds.SIZE, "--size", "-s");
  private static final Option.Value<String> NAME = Option.value(Kinds.ONE_OFF_NAME, "--name");
  private static final Option.Flag TTY = Option.flag("--tty", "--force-tty");
  private static final Option.Flag NO_TTY = Option.flag("--no-tty");
  private static final Option.Flag REMOVE = Option.flag("--rm", "--rm-container");
  private static final Option.Flag NO_UPLOADS = Option.flag("--no-uploads");

  /** Always on; accepted because scripts written for other gateways have it. */
  private static final Option.Flag EXIT_CODE = Option.flag("--exit-code", "-x");

  private static final Syntax SYNTAX =
      new Syntax(
          "run",
          "run [OPTION…] [--] [COMMAND…]",
          Stream.concat(
                  Stream.of(
                      DETACH,
                      TYPE,
                      RELEASE,
                      IMAGE,
                      ENV_FILE,
                      SIZE,
                      NAME,
                      TTY,
                      NO_TTY,
                      TTL,
                      TTL_SECONDS,
                      IDLE,
                      ON_DISCONNECT,
                      ENTRYPOINT,
                      CPU,
                      MEMORY,
                      KEEP,
                      REMOVE,
                      NO_UPLOADS,
                      EXIT_CODE),
                  ExecutionOptions.ALL.stream())
              .toList(),
          true);

  @Override
  public List<String> names() {
    return List.of("run", DETACHED, "task:run");
  }

  @Override
  public String help() {
    return """
        run [OPTION…] [--] [COMMAND…]   (also: run:detached, task:run)

        Runs a command in a new container: the image, environment, networks and
        volumes that the app has now. Without a command it is a shell. The
        container is gone when the command has ended.

          -d, --detach          do not wait; print its name, run.N (also --detached)
          -t, --type TYPE       as which process type (default: web, or the only one)
              --release N       in the image of that release, see releases
              --image IMAGE     in that image, if the settings allow it
              --entrypoint CMD  instead of the image's; '' for none, a,b,c for words
          -e, --env NAME=VALUE  set a variable; may be repeated
              --env-file FILE   set those of a file that you sent (NAME=VALUE lines)
          -u, --user USER       as that user (default: the app's)
          -w, --workdir DIR     in that folder (default: the app's)
          -s, --size NAME       processors and memory of that size
              --cpu N           processors, 0.5 or 500m (default: the app's)
              --memory SIZE     memory, 512m or 2g (default: the app's)
              --ttl DURATION    the longest it may run (default: 24h)
              --timeout DURATION, --ttl-seconds N
                                the same
              --idle DURATION   the longest silence of a terminal (default: 30m;
                                0: no limit)
              --on-disconnect stop|keep
                                what becomes of it when you are cut off
              --name NAME       another name for it, besides run.N
              --tty             with a terminal (also --force-tty); so does ssh -t
              --no-tty          without a terminal
              --keep[=DURATION] keep the container afterwards
              --rm              remove the container afterwards (the default; also
                                --rm-container)
              --no-uploads      leave the files that you sent where they are
              --shell           let /bin/sh read the command
              --no-shell        execute the words of the command as they are
          -q, --quiet           only the command's own output (also --silent)
          -x, --exit-code       end with the command's exit code (always so)
              --help            this text

        The first word that is no option begins the command. If it is a process
        type, or console, it stands for that one's command. A command with shell
        syntax, such as a pipe, goes to /bin/sh as you typed it. Quote it, or your
        own shell takes the pipe:

          ssh APP@host run -e RAILS_ENV=production 'rake -T | grep db'

        Exit codes: the command's own; 2 wrong usage, 124 ended by its time limit,
        125 the gateway or the engine failed, 126 not executable, 127 not found,
        128+N died of signal N.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.readOptions();
    Execution execution = ExecutionOptions.read(arguments);
    boolean detach = arguments.has(DETACH) || line.words().getFirst().text().equals(DETACHED);
    Basis basis = basis(arguments);
    Optional<List<String>> entrypoint = arguments.one(ENTRYPOINT);
    Limits limits = new Limits(limit(arguments, CPU), limit(arguments, MEMORY));
    Lifetime lifetime = lifetime(arguments);
    Retention retention = retention(arguments);
    TerminalWish terminal = terminal(arguments, detach);
    Optional<String> environmentFile = arguments.one(ENV_FILE);
    Optional<String> size = arguments.one(SIZE);
    Optional<String> name = arguments.one(NAME);
    if (detach
        && execution.program() instanceof Program.AnyShell
        && basis.type().isEmpty()
        && entrypoint.isEmpty()) {
      arguments.reject("a detached run needs a command: nobody could type into its shell");
    }
    return arguments.result(
        () ->
            new Command.Run(
                execution,
                environmentFile,
                basis,
                detach,
                size,
                limits,
                lifetime,
                entrypoint,
                retention,
                name,
                terminal,
                arguments.has(ExecutionOptions.QUIET),
                !arguments.has(NO_UPLOADS)));
  }

  private static Basis basis(Arguments arguments) {
    Optional<String> release = arguments.one(RELEASE);
    Optional<ImageName> image = arguments.one(IMAGE);
    arguments.exclude(RELEASE, IMAGE);
    return new Basis(arguments.one(TYPE), release, release.isPresent() ? Optional.empty() : image);
  }

  private static Lifetime lifetime(Arguments arguments) {
    arguments.exclude(TTL_SECONDS, TTL);
    return new Lifetime(
        arguments.one(TTL).or(() -> arguments.one(TTL_SECONDS)),
        arguments.one(IDLE),
        arguments.one(ON_DISCONNECT));
  }

  private static TerminalWish terminal(Arguments arguments, boolean detach) {
    arguments.exclude(TTY, NO_TTY);
    if (detach && arguments.has(TTY)) {
      arguments.reject("option --tty cannot stand beside --detach: nobody would see its terminal");
    }
    if (arguments.has(TTY)) {
      return TerminalWish.ALWAYS;
    }
    return arguments.has(NO_TTY) ? TerminalWish.NEVER : TerminalWish.AS_CLIENT;
  }

  private static OptionalLong limit(Arguments arguments, Option.Value<Long> option) {
    return arguments.one(option).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static Retention retention(Arguments arguments) {
    arguments.exclude(KEEP, REMOVE);
    Optional<Duration> time = arguments.one(KEEP);
    if (arguments.has(KEEP)) {
      return new Retention.Kept(time);
    }
    return arguments.has(REMOVE) ? new Retention.Removed() : new Retention.AsConfigured();
  }
}
