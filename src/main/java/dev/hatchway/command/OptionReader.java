package dev.hatchway.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads the options at the beginning of a list of words, up to the first word that is none. This is
 * the only class that knows picocli.
 */
final class OptionReader {
  /** The value of an option that stands alone. No word can hold this character. */
  static final String NO_VALUE = "\0";

  /** Some hundred variables with their options; picocli's time grows with the square of it. */
  private static final int MOST_WORDS = 500;

  /** More than there are flags; picocli's time grows with the square of it, too. */
  private static final int MOST_CLUSTERED = 20;

  private static final String END_OF_OPTIONS = "--";

  /** What came of it. */
  sealed interface Result {
    /**
     * Options with their values in order; a flag has the value {@code true}.
     *
     * @param count how many of the words were read
     * @param ended whether the last of them was {@code --}
     */
    record Read(Map<Option, List<String>> values, int count, boolean ended) implements Result {}

    record Wrong(ParseResult.Rejected rejection) implements Result {}
  }

  private final Syntax syntax;
  private final CommandLine commandLine;

  OptionReader(Syntax syntax) {
    this.syntax = syntax;
    CommandSpec spec = CommandSpec.create();
    spec.interpolateVariables(false);
    spec.parser()
        // Else @file would read the gateway's files.
        .expandAtFiles(false)
        .stopAtPositional(true)
        .allowOptionsAsOptionParameters(false)
        // Repeated options are refused with a message of our own.
        .overwrittenOptionsAllowed(true);
    syntax.options().forEach(option -> spec.addOption(specOf(option)));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    commandLine = new CommandLine(spec);
  }

  Result read(List<Word> all) {
    List<String> words = all.stream().limit(MOST_WORDS).map(Word::text).toList();
    Result result = readAll(words);
    return result instanceof Result.Read read
            && read.count() == words.size()
            && words.size() < all.size()
        ? new Result.Wrong(
            syntax.rejected(
                "more than " + MOST_WORDS + " words of options for " + syntax.command()))
        : result;
  }

  private Result readAll(List<String> words) {
    try {
      return check(
          words, commandLine.parseArgs(words.stream().map(this::bounded).toArray(String[]::new)));
    } catch (UnmatchedArgumentException e) {
      return new Result.Wrong(syntax.unknown(typed(words, e.getUnmatched().getFirst())));
    } catch (MissingParameterException e) {
      return new Result.Wrong(missing(e));
    } catch (MaxValuesExceededException _) {
      return new Result.Wrong(syntax.rejected(flagWithValue(words)));
    } catch (ParameterException e) {
      return new Result.Wrong(syntax.rejected(Shown.of(String.valueOf(e.getMessage()))));
    }
  }

  private Result check(List<String> words, CommandLine.ParseResult parsed) {
    List<String> rest = parsed.matchedPositionalValue(0, List.of());
    int count = words.size() - rest.size();
    // No value can be "--", so where it stands it is the end of the options.
    boolean ended = count > 0 && words.get(count - 1).equals(END_OF_OPTIONS);
    // picocli takes -5 for a number, and a number for a word.
    boolean isNumber = !ended && !rest.isEmpty() && rest.getFirst().matches("-[^-].*");
    return words.subList(0, isNumber ? count + 1 : count).stream()
        .filter(word -> isRefused(word) || (isNumber && word.equals(rest.getFirst())))
        .findFirst()
        .<Result>map(word -> new Result.Wrong(syntax.unknown(word)))
        .orElseGet(() -> new Result.Read(values(parsed), count, ended));
  }

  /** With the option -t TYPE, -ti reads as the type "i". Nobody who types it means that. */
  private boolean isRefused(String word) {
    return flags(word) > MOST_CLUSTERED
        || (syntax.interactive() && syntax.option(word).isEmpty() && TerminalHabit.isIn(word));
  }

  /** Shortens a word of too many flags, which is refused if it turns out to be an option. */
  private String bounded(String word) {
    return flags(word) > MOST_CLUSTERED ? word.substring(0, MOST_CLUSTERED) : word;
  }

  /** Counts the flags at the beginning of a word, two in {@code -dq}, as far as it matters. */
  private long flags(String word) {
    return word.startsWith("-")
        ? word.chars()
            .skip(1)
            .takeWhile(letter -> syntax.isFlag("-" + (char) letter))
            .limit(MOST_CLUSTERED + 1)
            .count()
        : 0;
  }

  private Map<Option, List<String>> values(CommandLine.ParseResult parsed) {
    Map<Option, List<String>> values = new LinkedHashMap<>();
    for (Option option : syntax.options()) {
      if (parsed.hasMatchedOption(option.name())) {
        values.put(option, parsed.matchedOption(option.name()).originalStringValues());
      }
    }
    return values;
  }

  private ParseResult.Rejected missing(MissingParameterException missing) {
    if (missing.getMissing().getFirst() instanceof OptionSpec spec
        && syntax.option(spec.names()[0]).orElse(Syntax.HELP) instanceof Option.Value<?> value) {
      return syntax.rejected("option " + value.name() + " needs " + value.kind().expected());
    }
    return syntax.rejected(Shown.of(String.valueOf(missing.getMessage())));
  }

  /** Of {@code -dZ} picocli names the unknown {@code -Z}; the user looks for what was typed. */
  private static String typed(List<String> words, String unmatched) {
    String name = unmatched.contains("=") ? unmatched.split("=", 2)[0] : unmatched;
    return words.contains(unmatched)
        ? name
        : words.stream()
            .filter(word -> word.startsWith("-") && word.endsWith(unmatched.substring(1)))
            .findFirst()
            .orElse(name);
  }

  private String flagWithValue(List<String> words) {
    return words.stream()
        .filter(word -> word.contains("="))
        .map(word -> word.substring(0, word.indexOf('=')))
        .filter(syntax::isFlag)
        .findFirst()
        .map(name -> "option " + name + " takes no value")
        .orElse("an option that takes no value has one");
  }

  private static OptionSpec specOf(Option option) {
    return switch (option) {
      case Option.Flag flag -> builder(flag).type(boolean.class).arity("0").build();
      case Option.Value<?> value when value.needed() -> list(value).arity("1").build();
      case Option.Value<?> value ->
          list(value)
              .arity("0..1")
              .preprocessor(
                  (words, command, spec, found) -> standAlone(words, found.containsValue("=")))
              .build();
    };
  }

  private static OptionSpec.Builder list(Option option) {
    return builder(option).type(List.class).auxiliaryTypes(String.class);
  }

  private static OptionSpec.Builder builder(Option option) {
    return OptionSpec.builder(option.names().toArray(String[]::new));
  }

  /** Gives an option the value that stands for none, unless one follows an equals sign. */
  @SuppressWarnings("JdkObsolete") // The type of picocli's own method.
  private static boolean standAlone(Stack<String> words, boolean hasValue) {
    if (!hasValue) {
      words.push(NO_VALUE);
    }
    return false;
  }
}
