package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code stop}: the end of processes. */
final class StopVerb implements Verb {
  /** What Docker gives a program to end by itself, too. */
  private static final Duration USUAL_TIME = Duration.ofSeconds(10);

  private static final Option.Flag ALL_RUNS = Option.flag("--all-runs");
  private static final Option.Value<Target> CONTAINER_ID =
      Option.value(Kinds.CONTAINER, "--container-id");
  private static final Option.Value<Duration> TIME = Option.value(Kinds.STOP_TIME, "--time");

  private static final Syntax SYNTAX =
      new Syntax(
          "stop",
          "stop PROCESS…|--all-runs|--container-id ID [--time 10]",
          List.of(ALL_RUNS, CONTAINER_ID, TIME, Syntax.HELP),
          false);

  @Override
  public List<String> names() {
    return List.of("stop", "ps:stop", "run:stop", "ps:kill", "one-off-stop", "task:stop");
  }

  @Override
  public String help() {
    return """
        stop PROCESS…|--all-runs|--container-id ID [--time 10]
              (also: ps:stop, run:stop, ps:kill, one-off-stop, task:stop)

        Stops processes: SIGTERM first, SIGKILL for what still runs when the time is
        up. PROCESS is run.7, 7, web.1, web, a container's name or the beginning of
        its id.

              --all-runs         all one-offs of the app
              --container-id ID  that container
              --time TIME        seconds or a duration before SIGKILL (default: 10)
              --help             this text

          ssh APP@host stop run.7 --time 30

        Exit codes: 0; 2 wrong usage or no such process, 125 the gateway or the
        engine failed.
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
        Stream.concat(words.stream(), arguments.one(CONTAINER_ID).stream()).toList();
    Duration time = arguments.one(TIME).orElse(USUAL_TIME);
    if (targets.isEmpty() && !arguments.has(ALL_RUNS)) {
      arguments.reject("stop needs the name of a process, or --all-runs");
    }
    if (!targets.isEmpty() && arguments.has(ALL_RUNS)) {
      arguments.reject("option --all-runs cannot stand beside " + targets.getFirst());
    }
    return arguments.result(() -> new Command.Stop(targets, arguments.has(ALL_RUNS), time));
  }
}
