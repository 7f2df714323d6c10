package dev.hatchway.command;

import dev.hatchway.model.AppName;
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
 * @param apps the apps that they name
 */
record WordOrder(Line line, List<String> apps) {
  /** Flags of {@code run} that Dokku has before the command. */
  private static final Set<String> EARLY_FLAGS =
      Set.of("--detach", "--rm", "--rm-container", "--quiet", "--tty", "--no-tty", "--force-tty");

  private static final Set<String> APP_OPTIONS = Set.of("--app", "-a");
  private static final String APP_WITH_VALUE = "--app=";

  WordOrder {
    apps = List.copyOf(apps);
  }

  /** The app that they name, empty if they name none. */
  Optional<String> app() {
    return apps.stream().findFirst();
  }

  /** What is wrong with the naming of the app. */
  Optional<ParseResult.Rejected> wrong() {
    if (apps.size() > 1) {
      return Optional.of(rejected("option --app is given more than once"));
    }
    return app()
        .filter(name -> AppName.parse(name).isEmpty())
        .map(
            name ->
                rejected(
                    "option --app needs the name of an app, not "
                        + (name.isEmpty() ? "an empty word" : Shown.of(name))));
  }

  private static ParseResult.Rejected rejected(String message) {
    return new ParseResult.Rejected(message, "the login can name it, too: ssh APP@host help");
  }

  /** Puts what stands before the command behind it, and takes an {@code --app} out. */
  static WordOrder commandFirst(Line line) {
    List<Word> flags = new ArrayList<>();
    List<String> apps = new ArrayList<>();
    List<Word> rest = new ArrayList<>(line.words());
    while (!rest.isEmpty()) {
      String word = rest.getFirst().text();
      if (EARLY_FLAGS.contains(word)) {
        flags.add(rest.removeFirst());
      } else if (APP_OPTIONS.contains(word) && rest.size() > 1) {
        rest.removeFirst();
        apps.add(rest.removeFirst().text());
      } else if (word.startsWith(APP_WITH_VALUE)) {
        apps.add(rest.removeFirst().text().substring(APP_WITH_VALUE.length()));
      } else {
        break;
      }
    }
    if (rest.isEmpty()) {
      return new WordOrder(line, List.of());
    }
    Word command = rest.removeFirst();
    List<Word> words = Stream.of(List.of(command), flags, rest).flatMap(List::stream).toList();
    return new WordOrder(line.with(words), apps);
  }

  /** Takes the first word that is none of the command's options for the app. */
  WordOrder appSecond(Verb verb) {
    if (!apps.isEmpty()) {
      return this;
    }
    List<Word> words = line.words();
    int place = 1 + optionCount(verb, words.subList(1, words.size()));
    if (place >= words.size()) {
      return this;
    }
    List<Word> others = new ArrayList<>(words);
    Word named = others.remove(place);
    return new WordOrder(line.with(others), List.of(named.text()));
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
