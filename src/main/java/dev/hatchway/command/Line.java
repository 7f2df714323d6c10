package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/**
 * A client's line and the words that shell quoting makes of it (POSIX.1-2017, XCU 2.2). Nothing in
 * it is expanded.
 *
 * <p>A line is characters, decoded by the caller as UTF-8; what becomes of bytes that are not UTF-8
 * is the caller's business.
 *
 * @param raw the line as the client sent it
 * @param words its words; with an open quote the last one is unfinished
 * @param lastSyntax where the last unquoted character of shell syntax stands, or {@link #NOWHERE}
 * @param lastNested where the last construct begins inside which a shell quotes by other rules (a
 *     substitution, a comment, a here-document), or {@link #NOWHERE}
 * @param open what was begun and never ended, in words for the user
 */
record Line(String raw, List<Word> words, int lastSyntax, int lastNested, Optional<String> open) {
  static final int NOWHERE = -1;

  Line {
    words = List.copyOf(words);
  }

  /** Takes a line apart. */
  static Line of(String raw) {
    return new LineReader(raw).read();
  }

  /** Returns the same line with these words instead, each of which keeps its place in it. */
  Line with(List<Word> otherWords) {
    return new Line(raw, otherWords, lastSyntax, lastNested, open);
  }

  /** Returns whether there is unquoted shell syntax from that place to the end of the line. */
  boolean hasSyntaxFrom(int place) {
    return lastSyntax >= place;
  }

  /**
   * Returns what is open, unless a construct of the shell begins at or after that place. Then only
   * a shell can tell whether anything is open: in {@code echo "$(echo "it's")"} nothing is.
   */
  Optional<String> openWithin(int place) {
    return lastNested >= place && lastNested != NOWHERE ? Optional.empty() : open;
  }
}
