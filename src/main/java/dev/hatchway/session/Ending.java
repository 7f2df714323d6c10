package dev.hatchway.session;

import dev.hatchway.command.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ProcessName;
import java.util.List;
import java.util.Optional;

/** Turns the end of a program into the exit code of its session, and into words where needed. */
record Ending(Visit visit, Program program) {
  /**
   * Says why the program of a one-off has ended, where that is not its own affair.
   *
   * @param name of the one-off
   */
  ExitCode of(ProcessName name, ProgramEnd end) {
    return of(end, name.toString(), "");
  }

  /**
   * The same for a program that was entered into a container.
   *
   * @param name of the container's own process
   */
  ExitCode within(ProcessName name, ProgramEnd end) {
    return of(end, name.toString(), " while you were in it");
  }

  private ExitCode of(ProgramEnd end, String name, String when) {
    return switch (end) {
      case ProgramEnd.Exited(ExitCode code, ProgramEnd.Cause cause) -> {
        reason(cause, name, when).ifPresent(visit.voice()::problem);
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

  private static Optional<String> reason(ProgramEnd.Cause cause, String name, String when) {
    return switch (cause) {
      case OWN -> Optional.empty();
      case OUT_OF_MEMORY -> Optional.of("out of memory");
      case STOPPED -> Optional.of(name + " was stopped" + when);
      case KILLED -> Optional.of(name + " was killed" + when);
      case REMOVED -> Optional.of(name + " was removed" + when);
      case CONTAINER_ENDED -> Optional.of(name + " ended" + when);
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
