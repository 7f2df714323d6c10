package dev.hatchway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one line apart, character by character (POSIX.1-2017, XCU 2.2 and 2.3). */
final class LineReader {
  /**
   * The characters that, unquoted, are for a shell. A newline is one too. Some of them mean
   * something in certain places only ({@code #} and {@code ~} at the start of a word, say); a word
   * with one of them elsewhere comes out of a shell as it went in.
   */
  private static final String SYNTAX = ";&|<>()$*?[{}~#!`\n";

  /** What follows a {@code $} that opens quoting rules of its own; {@code $'} is bash's. */
  private static final String NESTING = "({'";

  private final String raw;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int position;
  private int start = Line.NOWHERE;
  private int plain;
  private boolean quoted;
  private int lastSyntax = Line.NOWHERE;
  private int lastNested = Line.NOWHERE;
  private Optional<String> open = Optional.empty();

  LineReader(String raw) {
    this.raw = raw;
  }

  Line read() {
    while (position < raw.length()) {
      char next = raw.charAt(position);
      switch (next) {
        case ' ', '\t', '\n' -> readBlank(next);
        case '\\' -> readBackslash();
        case '\'' -> readSingleQuotes();
        case '"' -> readDoubleQuotes();
        default -> readPlain(next);
      }
    }
    endWord();
    return new Line(raw, words, lastSyntax, lastNested, open);
  }

  private void readBlank(char blank) {
    noteSyntax(blank);
    endWord();
    position++;
  }

  private void readPlain(char character) {
    beginWord();
    noteSyntax(character);
    append(character);
    position++;
  }

  private void readBackslash() {
    if (position + 1 == raw.length()) {
      // There is nothing for it to quote, and every shell keeps it then.
      readPlain('\\');
      return;
    }
    char next = raw.charAt(position + 1);
    // A backslash before a newline only joins two lines (XCU 2.2.1): no word begins or ends.
    if (next != '\n') {
      beginWord();
      quoted = true;
      append(next);
    }
    position += 2;
  }

  private void readSingleQuotes() {
    beginWord();
    quoted = true;
    int end = raw.indexOf('\'', position + 1);
    if (end < 0) {
      noteOpenQuote('\'');
      end = raw.length();
    }
    text.append(raw, position + 1, end);
    position = Math.min(end + 1, raw.length());
  }

  private void readDoubleQuotes() {
    beginWord();
    quoted = true;
    int begin = position;
    position++;
    while (position < raw.length() && raw.charAt(position) != '"') {
      readWithinDoubleQuotes(raw.charAt(position));
    }
    if (position == raw.length()) {
      position = begin;
      noteOpenQuote('"');
      position = raw.length();
    } else {
      position++;
    }
  }

  private void readWithinDoubleQuotes(char character) {
    if (character == '\\' && position + 1 < raw.length()) {
      readEscapeWithinDoubleQuotes(raw.charAt(position + 1));
      return;
    }
    // These two keep their meaning in double quotes (XCU 2.2.3): a shell would expand them.
    if (character == '$' || character == '`') {
      noteSyntax(character);
    }
    append(character);
    position++;
  }

  private void readEscapeWithinDoubleQuotes(char next) {
    if ("$`\"\\".indexOf(next) >= 0) {
      append(next);
    } else if (next != '\n') {
      append('\\');
      append(next);
    }
    position += 2;
  }

  private void noteSyntax(char character) {
    if (SYNTAX.indexOf(character) < 0) {
      return;
    }
    lastSyntax = position;
    if (beginsNesting(character)) {
      lastNested = position;
    }
  }

  private boolean beginsNesting(char character) {
    return switch (character) {
      case '`', '#' -> true;
      case '$' -> position + 1 < raw.length() && NESTING.indexOf(raw.charAt(position + 1)) >= 0;
      case '<' -> raw.startsWith("<<", position);
      default -> false;
    };
  }

  private void noteOpenQuote(char quote) {
    open = Optional.of("the quote " + quote + " at character " + (position + 1) + " is not closed");
  }

  private void append(char character) {
    text.append(character);
    if (!quoted) {
      plain++;
    }
  }

  private void beginWord() {
    if (start == Line.NOWHERE) {
      start = position;
    }
  }

  private void endWord() {
    if (start != Line.NOWHERE) {
      words.add(new Word(text.toString(), start, plain));
    }
    text.setLength(0);
    start = Line.NOWHERE;
    plain = 0;
    quoted = false;
  }
}
