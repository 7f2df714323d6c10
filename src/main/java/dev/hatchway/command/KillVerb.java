package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;
import java.util.stream.Stream;

/** {@code kill}: a signal to the main programs of processes. */
final class KillVerb implements Verb {
  /** The one that no program can ignore, as with {@code docker kill}. */
  private static final String USUAL_SIGNAL = "KILL";

  private static final Option.Value<String> SIGNAL = Option.value(Kinds.SIGNAL, "--signal", "-s");
  private static final Option.Value<Target> CONTAINER_ID =
      Option.value(Kinds.CONTAINER, "--container-id");

  private static final Syntax SYNTAX =
      new Syntax(
          "kill",
          "kill [--signal SIG] PROCESS…",
          List.of(SIGNAL, CONTAINER_ID, Syntax.HELP),
          false);

  @Override
  public List<String> names() {
    return List.of("kill", "send-signal");
  }

  @Override
  public String help() {
    return """
        kill [--signal SIG] PROCESS…   (also: send-signal)

        Sends a signal to the main program of processes: KILL, or the one that you
        name. PROCESS is run.7, 7, web.1, web, a container's name or the beginning
        of its id. To let programs end by themselves, see stop.

          -s, --signal SIG       such as HUP, SIGUSR1 or 15 (default: KILL)
              --container-id ID  that container
              --help             this text

          ssh APP@host kill --signal USR1 worker.1

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
    String signal = arguments.one(SIGNAL).orElse(USUAL_SIGNAL);
    if (targets.isEmpty()) {
      arguments.reject("kill needs the name of a process");
    }
    return arguments.result(() -> new Command.Kill(targets, signal));
  }
}
