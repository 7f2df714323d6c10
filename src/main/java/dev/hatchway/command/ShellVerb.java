package dev.hatchway.command;

import java.util.List;

/** {@code bash}, {@code sh} and {@code console}: {@code run bash} and so on. */
final class ShellVerb implements Verb {
  private final Verb run;

  ShellVerb(Verb run) {
    this.run = run;
  }

  @Override
  public List<String> names() {
    return List.of("bash", "sh", "console");
  }

  @Override
  public String topic() {
    return run.topic();
  }

  @Override
  public String help() {
    return run.help();
  }

  @Override
  public ParseResult parse(Line line) {
    return line.openWithin(line.words().getFirst().start())
        .<ParseResult>map(
            open -> new ParseResult.Rejected(open, "usage: ssh APP@host run [OPTION…] bash"))
        .orElseGet(
            () ->
                new ParseResult.Parsed(
                    Command.Run.of(ProgramRule.read(line, 0, ProgramRule.Shell.AS_NEEDED))));
  }
}
