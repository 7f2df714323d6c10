package dev.hatchway.command;

import dev.hatchway.model.Target;
import java.util.List;

/** {@code inspect}: all that is known of a process. */
final class InspectVerb implements Verb {
  private static final FormatOptions FORMAT = new FormatOptions(Kinds.PLAIN_FORMAT);

  private static final Syntax SYNTAX =
      new Syntax(
          "inspect", "inspect PROCESS [--format table|json]", FORMAT.and(Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("inspect", "ps:inspect");
  }

  @Override
  public String help() {
    return """
        inspect PROCESS [--format table|json]   (also: ps:inspect)

        Prints all that is known of a process: its container, image, limits,
        networks, volumes and the names of its variables and labels. Their values
        are not shown. PROCESS is run.7, 7, web.1, web, a container's name or the
        beginning of its id.

              --format FORMAT  table (the default) or json
              --json           the same as --format json
              --help           this text

          ssh APP@host inspect web.1

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
    List<Target> targets = arguments.takeOneWord(Kinds.TARGET_NAME, "the name of a process");
    Format format = FORMAT.read(arguments);
    return arguments.result(() -> new Command.Inspect(targets.getFirst(), format));
  }
}
