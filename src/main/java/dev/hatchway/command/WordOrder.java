package dev.hatchway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of words that users of other tools have in their fingers: {@code run APP …} and {@code
 * --rm run APP …} as with Dokku, {@code --app APP run …} as with Heroku and Scalingo.
 *
 * @param line the same words with the command first, and without the app
 * @param app the app that they name
 */
record WordOrder(Line line, Optional<String> app) {
  /** Flags of {@code run} that Dokku has before the command. */
  private static final Set<String> EARLY_FLAGS =
      Set.of("--detach", "--rm", "--rm-container", "--quiet", "--tty", "--no-tty", "--force-tty");

  private static final Set<String> APP_OPTIONS = Set.of("--app", "-a");
  private static final String APP_WITH_VALUE = "--app=";

  /** Puts what stands before the command behind it, and takes an {@code --app} out. */
  static WordOrder commandFirst(Line line) {
    List<Word> flags = new ArrayList<>();
    Optional<String> app = Optional.empty();
    List<Word> rest = new ArrayList<>(line.words());
    while (!rest.isEmpty()) {
      String word = rest.getFirst().text();
      if (EARLY_FLAGS.contains(word)) {
        flags.add(rest.removeFirst());
      } else if (APP_OPTIONS.contains(word) && rest.size() > 1) {
        rest.removeFirst();
        app = Optional.of(rest.removeFirst().text());
      } else if (word.startsWith(APP_WITH_VALUE)) {
        app = Optional.of(rest.removeFirst().text().substring(APP_WITH_VALUE.length()));
      } else {
        break;
      }
    }
    if (rest.isEmpty()) {
      return new WordOrder(line, Optional.empty());
    }
    Word command = rest.removeFirst();
    List<Word> words = Stream.of(List.of(command), flags, rest).flatMap(List::stream).toList();
    return new WordOrder(line.with(words), app);
  }

  /** Takes the first word that is none of the command's options for the app. */
  WordOrder appSecond(Verb verb) {
    if (app.isPresent()) {
      return this;
    }
    List<Word> words = line.words();
    int place = 1 + optionCount(verb, words.subList(1, words.size()));
    if (place >= words.size()) {
      return this;
    }
    List<Word> others = new ArrayList<>(words);
    Word named = others.remove(place);
    return new WordOrder(line.with(others), Optional.of(named.text()));
  }

  /** What is wrong with the options is said when they are read for good. */
  private static int optionCount(Verb verb, List<Word> words) {
    if (words.isEmpty() || !words.getFirst().text().startsWith("-")) {
      return 0;
    }
    Syntax syntax = new Syntax(verb.topic(), verb.topic(), verb.options(), false);
    return switch (new OptionReader(syntax).read(words)) {
      case OptionReader.Result.Read read -> read.count();
      case OptionReader.Result.Wrong _ -> words.size();
    };
  }
}
