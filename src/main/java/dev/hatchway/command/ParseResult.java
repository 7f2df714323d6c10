package dev.hatchway.command;

/** What became of a client's words: a command, or the reason why not. */
public sealed interface ParseResult {
  /** The words are a command. */
  record Parsed(Command command) implements ParseResult {}

  /** The words are a command for an app that they name themselves. */
  record ForApp(String app, Command command) implements ParseResult {}

  /**
   * The words are none.
   *
   * @param message what is wrong, with the word that the user typed; without the mark of an error
   * @param usageHint one line that says what to do instead
   */
  record Rejected(String message, String usageHint) implements ParseResult {}
}
