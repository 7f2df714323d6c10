package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/** {@code ps}: the app's processes. */
final class PsVerb implements Verb {
  private static final Option.Flag ALL = Option.flag("--all", "-a");
  private static final Option.Value<Format> FORMAT = Option.value(Kinds.FORMAT, "--format");
  private static final Option.Flag JSON = Option.flag("--json");

  private static final Syntax SYNTAX =
      new Syntax(
          "ps",
          "ps [TYPE…] [-a] [--format table|heroku|names|json]",
          List.of(ALL, FORMAT, JSON, Syntax.HELP),
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
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    List<String> types = arguments.takeWords(Kinds.TYPE);
    arguments.exclude(JSON, FORMAT);
    Optional<Format> asked = arguments.one(FORMAT);
    Format format = asked.orElse(arguments.has(JSON) ? Format.JSON : Format.TABLE);
    return arguments.result(() -> new Command.Ps(types, arguments.has(ALL), format));
  }
}
