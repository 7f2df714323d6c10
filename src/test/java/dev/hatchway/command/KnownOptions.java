package dev.hatchway.command;

import java.util.List;
import java.util.stream.Stream;

/** All options of all commands, as the commands themselves know them. */
public final class KnownOptions {
  /**
   * An option of a command.
   *
   * @param name the one that messages use
   * @param valued whether it has a value
   * @param needed whether it cannot stand without one
   */
  public record Known(
      String command, String name, List<String> names, boolean valued, boolean needed) {
    @Override
    public String toString() {
      return command + " " + name;
    }
  }

  private KnownOptions() {}

  /** Returns them, each command under its first name. */
  public static List<Known> all() {
    return new Verbs()
        .all().stream()
            .flatMap(verb -> verb.options().stream().map(option -> known(verb, option)))
            .toList();
  }

  /** Returns the names of all commands, each with its aliases. */
  public static Stream<List<String>> commands() {
    return new Verbs().all().stream().map(Verb::names);
  }

  private static Known known(Verb verb, Option option) {
    return switch (option) {
      case Option.Flag flag -> new Known(verb.topic(), flag.name(), flag.names(), false, false);
      case Option.Value<?> value ->
          new Known(verb.topic(), value.name(), value.names(), true, value.needed());
    };
  }
}
