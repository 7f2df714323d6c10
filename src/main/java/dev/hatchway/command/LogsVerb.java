package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** {@code logs}: what processes have printed. */
final class LogsVerb implements Verb {
  private static final Option.Flag FOLLOW = Option.flag("--follow", "-f", "--tail", "-t");
  private static final Option.Value<Integer> LINES =
      Option.value(Kinds.LINES, "-n", "--num", "--lines");
  private static final Option.Value<Since> SINCE = Option.value(Kinds.SINCE, "--since");
  private static final Option.Flag TIMESTAMPS = Option.flag("--timestamps");
  private static final Option.Value<Target> TYPE = Option.value(Kinds.TARGET_NAME, "-p");
  private static final Option.Value<Target> ONE_OFF = Option.value(Kinds.TARGET_NAME, "-d");
  private static final Option.Value<Target> NAME = Option.value(Kinds.TARGET_NAME, "--ps");

  private static final Syntax SYNTAX =
      new Syntax(
          "logs",
          "logs [PROCESS…] [-f] [-n LINES] [--since TIME] [--timestamps]",
          List.of(
              FOLLOW,
              LINES,
              SINCE,
              TIMESTAMPS,
              TYPE,
              ONE_OFF,
              NAME,
              ExecutionOptions.QUIET,
              Syntax.HELP),
          false);

  @Override
  public List<String> names() {
    return List.of("logs", "run:logs");
  }

  @Override
  public String help() {
    return """
        logs [PROCESS…] [-f] [-n LINES] [--since TIME] [--timestamps]
              (also: run:logs)

        Prints what the app's processes have printed, or these processes. PROCESS is
        web, web.1, run.7, 7, a container's name or the beginning of its id.
        -f goes on over restarts and deployments, until Ctrl-C; of a one-off it
        ends with it.

          -f, --follow      go on with what they print from now on (also -t, --tail)
          -n, --num LINES   so many of the last lines (default: 100, or all that
                            --since means; also --lines)
              --since TIME  only what was printed since then: 10m, or a time such as
                            2026-11-21T10:00:00Z
          -p TYPE, -d run.N, --ps NAME
                            that process, as others write it
          -q, --quiet       only the lines themselves (also --silent)
              --timestamps  with -q, too, the time in front of every line
              --help        this text

          ssh APP@host logs web -f -n 20

        Exit codes: 0; 2 wrong usage or no such process, 125 a log cannot be read,
        or the gateway or the engine failed, 130 ended by Ctrl-C.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    List<Target> words = arguments.takeWords(Kinds.TARGET_NAME);
    List<Target> targets =
        Stream.concat(
                words.stream(),
                Stream.of(TYPE, ONE_OFF, NAME).flatMap(option -> arguments.one(option).stream()))
            .toList();
    Optional<Since> since = arguments.one(SINCE);
    Optional<Integer> lines = arguments.one(LINES);
    return arguments.result(
        () ->
            new Command.Logs(
                targets,
                arguments.has(FOLLOW),
                lines.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                since,
                arguments.has(TIMESTAMPS),
                arguments.has(ExecutionOptions.QUIET)));
  }
}
