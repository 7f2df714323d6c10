package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/** {@code uploads}: the files that wait for the next one-off. */
final class UploadsVerb implements Verb {
  private static final String SHOW = "list";
  private static final String REMOVE = "rm";
  private static final String CLEAR = "clear";

  private static final Kind<String> ACTION =
      new Kind<>(
          "list, rm or clear",
          word -> Optional.of(word).filter(List.of(SHOW, REMOVE, CLEAR)::contains));

  private static final Syntax SYNTAX =
      new Syntax("uploads", "uploads [list|rm NAME…|clear]", List.of(Syntax.HELP), false);

  @Override
  public List<String> names() {
    return List.of("uploads");
  }

  @Override
  public String help() {
    return """
        uploads [list|rm NAME…|clear]

        Lists the files that you have sent and that wait for your next one-off, or
        removes them, one or all. NAME is as listed. A file that is still being sent
        is neither listed nor removed.

              --help  this text

          ssh APP@host uploads rm dump.sql

        Exit codes: 0; 2 wrong usage or no such file, 125 the gateway failed.
        """;
  }

  @Override
  public List<Option> options() {
    return SYNTAX.options();
  }

  @Override
  public ParseResult parse(Line line) {
    Arguments arguments = new Arguments(SYNTAX, line);
    arguments.readOptions();
    String action = arguments.takeWord(ACTION).orElse(SHOW);
    List<String> names =
        arguments.takeWords(action.equals(REMOVE) ? Kinds.FILE : PlainVerb.NOTHING);
    if (action.equals(REMOVE) && names.isEmpty()) {
      arguments.reject("uploads rm needs the name of a file");
    }
    return arguments.result(() -> new Command.Uploads(action(action, names)));
  }

  private static Command.Uploads.Action action(String action, List<String> names) {
    return switch (action) {
      case REMOVE -> new Command.Uploads.Action.Removed(names);
      case CLEAR -> new Command.Uploads.Action.Cleared();
      default -> new Command.Uploads.Action.Shown();
    };
  }
}
