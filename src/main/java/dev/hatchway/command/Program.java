package dev.hatchway.command;

import java.util.List;

/** The program that a client asks for, in the one of three ways in which it is to be started. */
public sealed interface Program {
  /** A program and its arguments, executed as they are, with no shell. */
  record Words(List<String> words) implements Program {
    public Words {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a program has at least one word");
      }
    }
  }

  /** A text for {@code /bin/sh -c}, exactly as the client sent it. */
  record ShellText(String text) implements Program {
    public ShellText {
      if (text.isBlank()) {
        throw new IllegalArgumentException("a text for the shell is not blank");
      }
    }
  }

  /** No program was named: a shell is wanted, whichever the image has. */
  record AnyShell() implements Program {}
}
