package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/**
 * The words that a command takes.
 *
 * @param command its first name
 * @param usage its words in one line, beginning with its name
 * @param options the options that may stand before its words
 * @param interactive whether it may have a terminal
 */
record Syntax(String command, String usage, List<Option> options, boolean interactive) {
  /** Every command has it. */
  static final Option.Flag HELP = Option.flag("--help");

  Syntax {
    options = List.copyOf(options);
  }

  ParseResult.Rejected rejected(String message) {
    return new ParseResult.Rejected(message, "usage: ssh APP@host " + usage);
  }

  /** Refuses an option that the command does not know. */
  ParseResult.Rejected unknown(String option) {
    String message = "unknown option " + Shown.of(option) + " for " + command;
    if (interactive && TerminalHabit.isIn(option)) {
      return new ParseResult.Rejected(
          message, "a terminal comes from ssh itself: ssh -t APP@host " + usage);
    }
    if (option.equals("--app")) {
      return new ParseResult.Rejected(
          message, "the login names the app, or --app before the command: ssh APP@host " + usage);
    }
    List<String> names = options.stream().flatMap(known -> known.names().stream()).toList();
    return CloseMatch.find(option, names)
        .map(near -> new ParseResult.Rejected(message, didYouMean(near)))
        .orElseGet(() -> rejected(message));
  }

  /** Returns the option of that name, if the command has it. */
  Optional<Option> option(String name) {
    return options.stream().filter(known -> known.names().contains(name)).findFirst();
  }

  /** Returns whether that is the name of an option without a value. */
  boolean isFlag(String name) {
    return option(name).filter(Option.Flag.class::isInstance).isPresent();
  }

  private String didYouMean(String near) {
    return "did you mean " + near + "? See: ssh APP@host help " + command;
  }
}
