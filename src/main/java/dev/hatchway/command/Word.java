package dev.hatchway.command;

/**
 * One word of a client's line, after its quotes have been taken away.
 *
 * @param start where the word begins in the line as it was sent
 * @param plain how many characters at the beginning of the text stood outside quotes
 */
record Word(String text, int start, int plain) {
  /** Returns whether no character of the word was quoted; only then can it be a reserved word. */
  boolean isPlain() {
    return plain == text.length();
  }
}
