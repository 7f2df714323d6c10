package dev.hatchway.command;

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
                      TTL,
                      TTL_SECONDS,
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
    return List.of("run", DETACHED);
  }

  @Override
  public String help() {
    return """
        run [OPTION…] [--] [COMMAND…]   (also: run:detached)

        Runs a command in a new container: the image, environment, networks and
        volumes that the app has now. Without a command it is a shell. The
        container is gone when the command has ended.

          -d, --detach          do not wait; print the name of the one-off, run.N
          -t, --type TYPE       as which process type (default: web, or the only one)
          -e, --env NAME=VALUE  set a variable; may be repeated
          -u, --user USER       as that user (default: the app's)
          -w, --workdir DIR     in that folder (default: the app's)
              --entrypoint CMD  instead of the image's; '' for none, a,b,c for words
              --cpu N           processors, 0.5 or 500m (default: the app's)
              --memory SIZE     memory, 512m or 2g (default: the app's)
              --ttl DURATION    the longest it may run (default: 24h)
              --timeout DURATION, --ttl-seconds N
                                the same
              --keep[=DURATION] keep the container afterwards
              --rm              remove the container afterwards (the default)
              --no-uploads      leave the files that you sent where they are
              --shell           let /bin/sh read the command
              --no-shell        execute the words of the command as they are
          -q, --quiet           only the command's own output (also --silent)
          -x, --exit-code       end with the command's exit code (always so)
              --help            this text

        The first word that is no option begins the command. A command with shell
        syntax, such as a pipe, goes to /bin/sh as you typed it. Quote it, or your
        own shell takes the pipe:

          ssh APP@host run -e RAILS_ENV=production 'rake -T | grep db'

        Exit codes: the command's own; 2 wrong usage, 125 the gateway or the engine
        failed, 126 not executable, 127 not found, 128+N died of signal N.
        """;
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.readOptions();
    Execution execution = ExecutionOptions.read(arguments);
    boolean detach = arguments.has(DETACH) || line.words().getFirst().text().equals(DETACHED);
    Optional<String> type = arguments.one(TYPE);
    Optional<List<String>> entrypoint = arguments.one(ENTRYPOINT);
    Limits limits = new Limits(limit(arguments, CPU), limit(arguments, MEMORY));
    arguments.exclude(TTL_SECONDS, TTL);
    Optional<Duration> ttl = arguments.one(TTL).or(() -> arguments.one(TTL_SECONDS));
    Retention retention = retention(arguments);
    if (detach
        && execution.program() instanceof Program.AnyShell
        && type.isEmpty()
        && entrypoint.isEmpty()) {
      arguments.reject("a detached run needs a command: nobody could type into its shell");
    }
    return arguments.result(
        () ->
            new Command.Run(
                execution,
                type,
                detach,
                limits,
                ttl,
                entrypoint,
                retention,
                arguments.has(ExecutionOptions.QUIET),
                !arguments.has(NO_UPLOADS)));
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
