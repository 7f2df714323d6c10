package dev.hatchway.command;

import java.util.List;

/** {@code config}: the app's environment variables. */
final class ConfigVerb implements Verb {
  private static final Option.Flag SHOW = Option.flag("--show");
  private static final FormatOptions FORMAT = new FormatOptions(Kinds.PLAIN_FORMAT);

  private static final Syntax SYNTAX =
      new Syntax(
          "config", "config [--show] [--format table|json]", FORMAT.and(SHOW, Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("config");
  }

  @Override
  public String help() {
    return """
        config [--show] [--format table|json]

        Prints the names of the app's environment variables: those that a one-off
        starts from.

              --show           their values, too, if you may run; quoted for a shell
              --format FORMAT  table (the default) or json
              --json           the same as --format json
              --help           this text

          ssh APP@host config

        Exit codes: 0; 1 you may not see the values, 2 wrong usage, 125 the gateway
        or the engine failed.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.takeWords(PlainVerb.NOTHING);
    Format format = FORMAT.read(arguments);
    return arguments.result(() -> new Command.Config(arguments.has(SHOW), format));
  }
}
