package dev.hatchway.session;

import dev.hatchway.command.Program;
import dev.hatchway.container.Pull;
import dev.hatchway.model.ByteSize;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ImageName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Says what {@code run} and {@code enter} do, to a person at a terminal who did not ask for quiet;
 * a script gets its program's bytes and nothing else.
 */
final class Narrator {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "fish");
  private static final String BEST_SHELL = "bash";

  /** As wide as a terminal is at least. */
  private static final int WIDEST = 80;

  /** What may stand on the line of an image besides its name. */
  private static final int BESIDES_IMAGE = "-----> Pulling ... 1023.9 MiB of 1023.9 MiB".length();

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

  /** Says that an image is being fetched, if that takes a while. */
  ProgressLine pulling(ImageName image, Supplier<Pull.Progress> progress) {
    if (quiet) {
      return ProgressLine.silent();
    }
    if (!visit.client().hasTerminal()) {
      return ProgressLine.start(() -> "Pulling " + image, this::sayOnce);
    }
    return inPlace(width -> pulling(image.value(), width) + describe(progress.get()));
  }

  /** Says that a container is being started, if that takes a while. */
  ProgressLine starting() {
    return speaks() ? inPlace(width -> "Starting...") : ProgressLine.silent();
  }

  private ProgressLine inPlace(IntFunction<String> text) {
    int columns = visit.client().terminal().map(t -> t.window().columns()).orElse(WIDEST);
    // In the last column a terminal may wrap, and what is wrapped cannot be written over.
    int width = (columns > 0 ? Math.min(columns, WIDEST) : WIDEST) - 1;
    return ProgressLine.start(() -> text.apply(width), line -> visit.voice().inPlace(line, width));
  }

  private void sayOnce(String text) {
    if (!text.isEmpty()) {
      visit.voice().status(text);
    }
  }

  /** The end of a name says more than its beginning. */
  private static String pulling(String image, int width) {
    int room = Math.max(0, width - BESIDES_IMAGE);
    String shown =
        image.length() <= room
            ? image
            : "…" + image.substring(image.length() - Math.max(0, room - 1));
    return "Pulling " + shown + "...";
  }

  private static String describe(Pull.Progress progress) {
    if (progress.isWhole()) {
      return " unpacking";
    }
    return progress.total() == 0
        ? ""
        : " %s of %s"
            .formatted(ByteSize.format(progress.bytes()), ByteSize.format(progress.total()));
  }

  /** A shell without a terminal has no prompt, and who expects one waits for ever. */
  void hintAtTerminal(List<String> words) {
    if (!visit.client().hasTerminal()
        && words.size() == 1
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
