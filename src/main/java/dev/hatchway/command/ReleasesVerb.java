package dev.hatchway.command;

import java.util.List;

/** {@code releases}: what the app ran as. */
final class ReleasesVerb implements Verb {
  private static final FormatOptions FORMAT = new FormatOptions(Kinds.PLAIN_FORMAT);

  private static final Syntax SYNTAX =
      new Syntax("releases", "releases [--format table|json]", FORMAT.and(Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("releases");
  }

  @Override
  public String help() {
    return """
        releases [--format table|json]

        Lists what the app has run as, newest first: the number of the release, its
        image, since when. run --release takes the number or the beginning of the
        image's id.

              --format FORMAT  table (the default) or json
              --json           the same as --format json
              --help           this text

          ssh APP@host releases

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
    return arguments.result(() -> new Command.Releases(format));
  }
}
