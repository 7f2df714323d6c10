package dev.hatchway.command;

import java.util.List;

/** {@code ps}: the app's processes. */
final class PsVerb implements Verb {
  private static final Option.Flag ALL = Option.flag("--all", "-a");
  private static final FormatOptions FORMAT = new FormatOptions(Kinds.FORMAT);

  private static final Syntax SYNTAX =
      new Syntax(
          "ps",
          "ps [TYPE…] [-a] [--format table|heroku|names|json]",
          FORMAT.and(ALL, Syntax.HELP),
          false);

  @Override
  public List<String> names() {
    return List.of("ps", "run:list", "ps:list", "task");
  }

  @Override
  public String help() {
    return """
        ps [TYPE…] [-a] [--format table|heroku|names|json]
              (also: run:list, ps:list, task)

        Lists the app's processes and one-offs, or those of the types.

          -a, --all            also those that have ended
              --format FORMAT  table (the default), heroku (blocks of types),
                           names (one a line) or json
              --json           the same as --format json
              --help           this text

          ssh APP@host ps web --format names

        Exit codes: 0; 2 wrong usage, 125 the gateway or the engine failed.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    List<String> types = arguments.takeWords(Kinds.TYPE);
    Format format = FORMAT.read(arguments);
    return arguments.result(() -> new Command.Ps(types, arguments.has(ALL), format));
  }
}
