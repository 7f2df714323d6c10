package dev.hatchway.session;

import dev.hatchway.command.Program;
import dev.hatchway.model.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what {@code run} and {@code enter} do, to a person at a terminal who did not ask for quiet;
 * a script gets its program's bytes and nothing else.
 */
final class Narrator {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "fish");
  private static final String BEST_SHELL = "bash";

  private final Visit visit;
  private final boolean quiet;

  Narrator(Visit visit, boolean quiet) {
    this.visit = visit;
    this.quiet = quiet;
  }

  boolean speaks() {
    return !quiet && visit.client().hasTerminal();
  }

  void status(String line) {
    if (speaks()) {
      visit.voice().status(line);
    }
  }

  /** What is said without a terminal, too. */
  void always(String line) {
    if (!quiet) {
      visit.voice().status(line);
    }
  }

  /** A shell without a terminal has no prompt, and who expects one waits for ever. */
  void hintAtTerminal(List<String> words) {
    if (words.size() == 1
        && !visit.client().hasTerminal()
        && SHELLS.contains(words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1))) {
      always("no terminal, so no prompt: ssh -t asks for one");
    }
  }

  /** Returns the shell that there is, and says so where it is not the one asked for first. */
  String shell(Optional<String> found) throws Refusal {
    if (found.isEmpty()) {
      throw new Refusal(
          ExitCode.NOT_FOUND,
          "no shell in the image of %s; name a program that is in it".formatted(visit.name()));
    }
    if (!found.get().equals(BEST_SHELL)) {
      status("no bash in the image, so this is " + found.get());
    }
    return found.get();
  }

  /** The program as a person would write it. */
  static String words(Program program) {
    return switch (program) {
      case Program.Words(List<String> words) -> String.join(" ", words);
      case Program.ShellText(String text) -> text;
      case Program.AnyShell() -> "a shell";
    };
  }
}
