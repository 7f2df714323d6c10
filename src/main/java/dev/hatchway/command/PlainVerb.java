package dev.hatchway.command;

import java.util.List;
import java.util.Optional;

/** A command that takes no words besides its name. */
final class PlainVerb implements Verb {
  /** No word at all is right. */
  static final Kind<String> NOTHING =
      new Kind<>("expected here: the command stands alone", _ -> Optional.empty());

  private final List<String> names;
  private final Command command;
  private final String help;

  PlainVerb(List<String> names, Command command, String help) {
    this.names = List.copyOf(names);
    this.command = command;
    this.help = help;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public List<Option> options() {
    return List.of(Syntax.HELP);
  }

  @Override
  public ParseResult parse(Line line) {
    Syntax syntax = new Syntax(topic(), topic(), options(), false);
    Arguments arguments = new Arguments(syntax, line);
    arguments.takeWords(NOTHING);
    return arguments.result(() -> command);
  }
}
