package dev.hatchway.command;

import java.util.List;

/** {@code apps}: the apps that the client may use. */
final class AppsVerb implements Verb {
  private static final FormatOptions FORMAT = new FormatOptions(Kinds.APPS_FORMAT);

  private static final Syntax SYNTAX =
      new Syntax("apps", "apps [--format table|names|json]", FORMAT.and(Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("apps");
  }

  @Override
  public String help() {
    return """
        apps [--format table|names|json]

        Lists the apps that you may use.

              --format FORMAT  table (the default), names (one a line) or json
              --json           the same as --format json
              --help           this text

          ssh APP@host apps

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
    arguments.takeWords(PlainVerb.NOTHING);
    Format format = FORMAT.read(arguments);
    return arguments.result(() -> new Command.Apps(format));
  }
}
