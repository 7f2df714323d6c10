package dev.hatchway.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The words behind a command's name, read one part after another. The first thing that is wrong
 * with them is kept, what is read afterwards is of no account, and {@link #result} tells.
 */
final class Arguments {
  /** More targets than anybody types; a script has {@code --all-runs}. */
  private static final int MOST_PLAIN_WORDS = 100;

  private final Syntax syntax;
  private final Line line;
  private final OptionReader options;
  private final Map<Option, List<String>> values = new HashMap<>();
  private int next = 1;
  private boolean ended;
  private Optional<ParseResult.Rejected> rejection = Optional.empty();

  Arguments(Syntax syntax, Line line) {
    this.syntax = syntax;
    this.line = line;
    this.options = new OptionReader(syntax);
  }

  /** Reads options up to the next plain word. */
  void readOptions() {
    List<Word> rest = line.words().subList(next, line.words().size());
    boolean isPlain = rest.isEmpty() || !rest.getFirst().text().startsWith("-");
    if (isPlain || ended || rejection.isPresent()) {
      return;
    }
    switch (options.read(rest)) {
      case OptionReader.Result.Wrong(ParseResult.Rejected wrong) -> rejection = Optional.of(wrong);
      case OptionReader.Result.Read read -> {
        next += read.count();
        ended = read.ended();
        read.values()
            .forEach(
                (option, texts) ->
                    values.computeIfAbsent(option, _ -> new ArrayList<>()).addAll(texts));
      }
    }
  }

  /** Returns whether {@code --} has ended the options. */
  boolean ended() {
    return ended;
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  /** Takes the next word, empty if there is none or it is not of that kind. */
  <T> Optional<T> takeWord(Kind<T> kind) {
    if (next == line.words().size() || rejection.isPresent()) {
      return Optional.empty();
    }
    String word = line.words().get(next).text();
    next++;
    Optional<T> value = kind.read(word);
    if (value.isEmpty()) {
      reject(shown(word) + " is not " + kind.expected());
    }
    return value;
  }

  /** Reads all that is left: options, and words of that kind. */
  <T> List<T> takeWords(Kind<T> kind) {
    List<T> taken = new ArrayList<>();
    readOptions();
    while (next < line.words().size() && rejection.isEmpty()) {
      takeWord(kind).ifPresent(taken::add);
      readOptions();
      if (taken.size() > MOST_PLAIN_WORDS) {
        reject("more than " + MOST_PLAIN_WORDS + " names for " + syntax.command());
      }
    }
    line.open().ifPresent(this::reject);
    return taken;
  }

  /**
   * Reads all that is left, which must be one word of that kind, and options.
   *
   * @param what what the word is, for the message if it is missing
   */
  <T> List<T> takeOneWord(Kind<T> kind, String what) {
    List<T> taken = takeWords(kind);
    if (taken.isEmpty()) {
      reject(syntax.command() + " needs " + what);
    }
    if (taken.size() > 1) {
      reject(syntax.command() + " takes one name, not " + taken.size());
    }
    return taken;
  }

  /** Reads what is left as a program. */
  Program takeProgram(ProgramRule.Shell shell) {
    List<Word> rest = line.words().subList(next, line.words().size());
    int start = rest.isEmpty() ? line.raw().length() : rest.getFirst().start();
    boolean tellsShell = shell != ProgramRule.Shell.NEVER;
    line.openWithin(tellsShell ? start : line.raw().length()).ifPresent(this::reject);
    return ProgramRule.read(line, next, shell);
  }

  /** Returns the value of an option, empty if it was not given. */
  <T> Optional<T> one(Option.Value<T> option) {
    List<T> all = all(option);
    if (values.getOrDefault(option, List.of()).size() > 1) {
      reject("option " + option.name() + " is given more than once");
    }
    return all.stream().findFirst();
  }

  /** Returns the values of an option that may be repeated. */
  <T> List<T> all(Option.Value<T> option) {
    return values.getOrDefault(option, List.of()).stream()
        .filter(text -> option.needed() || !text.equals(OptionReader.NO_VALUE))
        .flatMap(text -> read(option, text).stream())
        .toList();
  }

  /** Refuses two options that contradict each other or say the same thing twice. */
  void exclude(Option one, Option other) {
    if (has(one) && has(other)) {
      reject("option " + one.name() + " cannot stand beside " + other.name());
    }
  }

  /** Refuses the words, unless something was wrong with them before. */
  void reject(String message) {
    if (rejection.isEmpty()) {
      rejection = Optional.of(syntax.rejected(message));
    }
  }

  /** Returns the command, or what is wrong, or the help that was asked for. */
  ParseResult result(Supplier<Command> command) {
    if (has(Syntax.HELP)) {
      return new ParseResult.Parsed(new Command.Help(Optional.of(syntax.command()), true));
    }
    return rejection
        .<ParseResult>map(wrong -> wrong)
        .orElseGet(() -> new ParseResult.Parsed(command.get()));
  }

  private <T> Optional<T> read(Option.Value<T> option, String text) {
    Optional<T> value = option.kind().read(text);
    if (value.isEmpty()) {
      String expected = option.kind().expected();
      reject("option " + option.name() + " needs " + expected + ", not " + shown(text));
    }
    return value;
  }

  private static String shown(String word) {
    return word.isEmpty() ? "an empty word" : Shown.of(word);
  }
}
