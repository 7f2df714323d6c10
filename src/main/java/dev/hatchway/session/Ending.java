package dev.hatchway.session;

import dev.hatchway.command.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.util.List;

/** Turns the end of a program into the exit code of its session, and into words where needed. */
record Ending(Visit visit, Program program) {
  ExitCode of(ProgramEnd end) {
    return switch (end) {
      case ProgramEnd.Exited(ExitCode code, boolean outOfMemory) -> {
        if (outOfMemory) {
          visit.voice().problem("out of memory");
        }
        yield code;
      }
      case ProgramEnd.NotStarted(ExitCode code, String reason) -> {
        visit.voice().problem(describe(code, reason));
        yield code;
      }
      case ProgramEnd.Lost(String reason) -> {
        visit.voice().problem(reason + "; the program may not have finished");
        yield ExitCode.GATEWAY_FAILED;
      }
    };
  }

  private String describe(ExitCode code, String reason) {
    String app = visit.name().value();
    return switch (program) {
      case Program.ShellText(String text) when code.equals(ExitCode.NOT_FOUND) ->
          "no shell in the image of %s, and this line needs one: %s".formatted(app, text);
      case Program.Words(List<String> words) when code.equals(ExitCode.NOT_FOUND) ->
          "%s: not found in the image of %s".formatted(words.getFirst(), app);
      case Program.Words _, Program.ShellText _, Program.AnyShell _ ->
          "%s: cannot be executed in %s: %s".formatted(Narrator.words(program), app, reason);
    };
  }
}
