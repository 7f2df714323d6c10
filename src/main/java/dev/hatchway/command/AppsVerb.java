package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/** {@code apps}: the apps that the client may use. */
final class AppsVerb implements Verb {
  private static final Option.Value<Format> FORMAT = Option.value(Kinds.APPS_FORMAT, "--format");
  private static final Option.Flag JSON = Option.flag("--json");

  private static final Syntax SYNTAX =
      new Syntax(
          "apps", "apps [--format table|names|json]", List.of(FORMAT, JSON, Syntax.HELP), false);

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
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.takeWords(PlainVerb.NOTHING);
    arguments.exclude(JSON, FORMAT);
    Optional<Format> asked = arguments.one(FORMAT);
    Format format = asked.orElse(arguments.has(JSON) ? Format.JSON : Format.TABLE);
    return arguments.result(() -> new Command.Apps(format));
  }
}
