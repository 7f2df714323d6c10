package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;

/** {@code wait}: the end of a one-off. */
final class WaitVerb implements Verb {
  private static final Syntax SYNTAX =
      new Syntax("wait", "wait run.N", List.of(Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("wait", "run:wait");
  }

  @Override
  public String help() {
    return """
        wait run.N   (also: run:wait)

        Waits until a one-off has ended, and ends with its exit code; at once if it
        had ended before. run.N may also be N, the container's name, or the
        beginning of its id.

              --help  this text

          ssh APP@host wait run.7

        Exit codes: the program's own; 2 wrong usage or no such one-off, 124 ended
        by its time limit, 125 the gateway or the engine failed, 128+N died of
        signal N.
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
    return arguments.result(() -> new Command.Wait(targets.getFirst()));
  }
}
