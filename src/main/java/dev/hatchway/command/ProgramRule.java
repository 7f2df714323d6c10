package dev.hatchway.command;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule that decides whether a program is executed as its words say or handed to a shell. */
final class ProgramRule {
  /** What the client said about the shell. */
  enum Shell {
    AS_NEEDED,
    ALWAYS,
    NEVER
  }

  /** The reserved words of POSIX (XCU 2.4), and those that bash and ksh add. */
  private static final Set<String> RESERVED =
      Set.of(
          "!",
          "{",
          "}",
          "case",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "fi",
          "for",
          "if",
          "in",
          "then",
          "until",
          "while",
          "[[",
          "]]",
          "coproc",
          "function",
          "select",
          "time");

  /** The special built-ins of POSIX (XCU 2.14). */
  private static final Set<String> SPECIAL_BUILT_IN =
      Set.of(
          ".",
          ":",
          "break",
          "continue",
          "eval",
          "exec",
          "exit",
          "export",
          "readonly",
          "return",
          "set",
          "shift",
          "times",
          "trap",
          "unset");

  /**
   * The other built-ins that exist in a shell only: those of POSIX that must be built in (XCU
   * 2.9.1.1, "intrinsic"), and those of dash and bash.
   *
   * <p>So are {@code printf}, {@code pwd} and {@code test}, of which every system has programs too,
   * but with other messages, other escapes, and another idea of a folder that was reached by a
   * link.
   */
  private static final Set<String> BUILT_IN =
      Set.of(
          "alias",
          "bg",
          "bind",
          "builtin",
          "caller",
          "cd",
          "chdir",
          "command",
          "compgen",
          "complete",
          "compopt",
          "declare",
          "dirs",
          "disown",
          "enable",
          "fc",
          "fg",
          "getopts",
          "hash",
          "help",
          "history",
          "jobs",
          "kill",
          "let",
          "local",
          "logout",
          "mapfile",
          "popd",
          "printf",
          "pushd",
          "pwd",
          "read",
          "readarray",
          "shopt",
          "source",
          "suspend",
          "test",
          "type",
          "typeset",
          "ulimit",
          "umask",
          "unalias",
          "wait");

  /**
   * Built-ins of which there are programs everywhere with the same meaning, which work in an image
   * without a shell as well; the two differ in options and in what a backslash means.
   */
  private static final Set<String> ALIKE = Set.of("echo", "false", "true");

  /** A name and an equals sign, which bash also takes with a plus before it. */
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=");

  private ProgramRule() {}

  /** Returns the program whose words begin with that word of the line. */
  static Program read(Line line, int first, Shell shell) {
    List<Word> words = line.words().subList(first, line.words().size());
    if (words.isEmpty()) {
      return new Program.AnyShell();
    }
    int start = words.getFirst().start();
    boolean needed = line.hasSyntaxFrom(start) || isForShell(words);
    return switch (shell) {
      case ALWAYS -> textOf(line, start);
      case AS_NEEDED -> needed ? textOf(line, start) : asTheySay(words);
      case NEVER -> asTheySay(words);
    };
  }

  private static Program textOf(Line line, int start) {
    String text = line.raw().substring(start);
    // What begins with a dash would be an option of the shell itself; a blank changes nothing else.
    return new Program.ShellText(text.startsWith("-") ? " " + text : text);
  }

  private static Program asTheySay(List<Word> words) {
    return new Program.Words(words.stream().map(Word::text).toList());
  }

  private static boolean isForShell(List<Word> words) {
    Word first = words.getFirst();
    // What has no name cannot be executed, and a shell has its own words for that.
    return first.text().isEmpty()
        || isForShell(first)
        || (ALIKE.contains(first.text())
            && words.stream().skip(1).map(Word::text).anyMatch(ProgramRule::mayDiffer));
  }

  private static boolean mayDiffer(String argument) {
    return argument.startsWith("-") || argument.indexOf('\\') >= 0;
  }

  private static boolean isForShell(Word word) {
    // Quotes hide a reserved word and an assignment from the shell, but not a built-in.
    return SPECIAL_BUILT_IN.contains(word.text())
        || BUILT_IN.contains(word.text())
        || (word.isPlain() && RESERVED.contains(word.text()))
        || isAssignment(word);
  }

  private static boolean isAssignment(Word word) {
    Matcher assignment = ASSIGNMENT.matcher(word.text());
    return assignment.lookingAt() && assignment.end() <= word.plain();
  }
}
