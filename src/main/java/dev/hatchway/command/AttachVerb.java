package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;

/** {@code attach}: back to a one-off that runs. */
final class AttachVerb implements Verb {
  private static final Option.Flag READ_ONLY = Option.flag("--read-only");

  private static final Syntax SYNTAX =
      new Syntax(
          "attach",
          "attach run.N [--read-only]",
          List.of(READ_ONLY, ExecutionOptions.QUIET, Syntax.HELP),
          true);

  @Override
  public List<String> names() {
    return List.of("attach", "run:attach", "task:attach");
  }

  @Override
  public String help() {
    return """
        attach run.N [--read-only]   (also: run:attach, task:attach)

        Connects to a one-off that runs, with its last screen; several may be at it
        at once. It goes on when you close the connection with ~. of ssh, as it says
        itself: see --on-disconnect of run. run.N may also be N, the container's
        name, or the beginning of its id.

              --read-only  see all, type nothing
          -q, --quiet      only the program's own output (also --silent)
              --help       this text

          ssh -t APP@host attach run.7

        Exit codes: the program's own; 2 wrong usage or no such one-off, 125 the
        gateway or the engine failed, 128+N died of signal N.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    List<Target> targets = arguments.takeOneWord(Kinds.TARGET_NAME, "the name of a one-off");
    return arguments.result(
        () ->
            new Command.Attach(
                targets.getFirst(),
                arguments.has(READ_ONLY),
                arguments.has(ExecutionOptions.QUIET)));
  }
}
