package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/** {@code help}: the overview, or the help of one command. */
final class HelpVerb implements Verb {
  private final List<Verb> others;

  HelpVerb(List<Verb> others) {
    this.others = List.copyOf(others);
  }

  @Override
  public List<String> names() {
    return List.of("help", "--help");
  }

  @Override
  public String help() {
    return """
        help [COMMAND]

        Prints what there is, or all about one command.

              --help  this text

          ssh APP@host help run

        Exit codes: 0; 2 no such command.
        """;
  }

  @Override
  public List<Option> options() {
    return List.of(Syntax.HELP);
  }

  @Override
  public ParseResult parse(Line line) {
    Kind<String> kind = new Kind<>("a command that there is help for", this::topic);
    Arguments arguments =
        new Arguments(new Syntax("help", "help [COMMAND]", options(), false), line);
    List<String> topics = arguments.takeWords(kind);
    if (topics.size() > 1) {
      arguments.reject("help is about one command at a time");
    }
    return arguments.result(() -> new Command.Help(topics.stream().findFirst(), true));
  }

  private Optional<String> topic(String word) {
    return names().contains(word)
        ? Optional.of(topic())
        : others.stream().filter(verb -> verb.names().contains(word)).map(Verb::topic).findFirst();
  }
}
