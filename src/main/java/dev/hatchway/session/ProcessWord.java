package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.CommandParser;
import dev.hatchway.command.Program;
import dev.hatchway.container.Containers;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Login;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program means whose first word is a process type of the app, or {@code console}: that
 * type's own command, with the remaining words behind it.
 */
final class ProcessWord {
  private static final String CONSOLE = "console";

  /** A first word of letters that a shell would not read as part of anything else. */
  private static final Pattern FIRST_WORD =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]*)(?=$|[\\s;&|<>()])");

  /** What a shell leaves as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  private final Containers containers;
  private final CommandParser parser = new CommandParser();

  ProcessWord(Containers containers) {
    this.containers = containers;
  }

  /** Returns the run with what its first word stands for; the same if it stands for itself. */
  Command.Run expand(Visit visit, Command.Run wish, Narrator narrator) throws Refusal {
    // A type that is named as an option has its own command already, and sshd knows no types.
    if (wish.basis().type().isPresent() || visit.client().login() instanceof Login.OfProcess) {
      return wish;
    }
    Optional<Typed> typed = Typed.of(wish.execution().program());
    if (typed.isEmpty()) {
      return wish;
    }
    String word = typed.get().word();
    App app = visit.app();
    Optional<String> console =
        word.equals(CONSOLE) ? app.declared().flatMap(DeclaredApp::console) : Optional.empty();
    String type = console.filter(app.allTypes()::contains).orElse(word);
    if (console.isPresent() && !app.allTypes().contains(console.get())) {
      return say(word, declared(wish, Optional.empty(), console.get(), typed.get()), narrator);
    }
    if (app.allTypes().contains(type)) {
      return say(word, ofType(app, type, wish, typed.get()), narrator);
    }
    if (word.equals(CONSOLE)) {
      throw new Refusal(
          ExitCode.USAGE,
          app.name() + " has no console configured; name a program, such as: run bin/console");
    }
    return wish;
  }

  private static Command.Run say(String word, Command.Run run, Narrator narrator) {
    narrator.always(word + " stands for: " + Narrator.words(run.execution().program()));
    return run;
  }

  private Command.Run ofType(App app, String type, Command.Run wish, Typed typed) throws Refusal {
    if (app.declared().isPresent()) {
      String command = app.declared().get().processes().get(type);
      return command == null ? wish : declared(wish, Optional.of(type), command, typed);
    }
    return running(wish, Found.in(app.original(type)), typed);
  }

  /** The command of a file is text for a shell, unless the client refuses one. */
  private Command.Run declared(
      Command.Run wish, Optional<String> type, String command, Typed typed) {
    Program program =
        wish.execution().withoutShell()
            ? new Program.Words(joined(parser.words(command), typed.words()))
            : new Program.ShellText(command + typed.rest());
    return wish.of(program, type, wish.entrypoint());
  }

  /** Without a command of its own a container has an entrypoint that is all of it. */
  private Command.Run running(Command.Run wish, Process process, Typed typed) {
    List<String> command = containers.command(process);
    Optional<List<String>> entrypoint = wish.entrypoint();
    if (command.isEmpty() && entrypoint.isEmpty()) {
      command = process.facts().command();
      entrypoint = Optional.of(List.of());
    }
    Program program =
        typed.isShellText()
            ? new Program.ShellText(quoted(command) + typed.rest())
            : new Program.Words(joined(command, typed.words()));
    return wish.of(program, Optional.of(process.name().type()), entrypoint);
  }

  private static List<String> joined(List<String> command, List<String> more) {
    return Stream.concat(command.stream(), more.stream()).toList();
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(w -> PLAIN.matcher(w).matches() ? w : "'" + w.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /**
   * A program whose first word may be a process type.
   *
   * @param words the remaining words; none of a text for a shell
   * @param rest the remaining text for a shell, with what parts it from the first word
   */
  private record Typed(String word, List<String> words, String rest, boolean isShellText) {
    static Optional<Typed> of(Program program) {
      return switch (program) {
        case Program.Words(List<String> words) -> {
          List<String> more = words.subList(1, words.size());
          String rest = more.isEmpty() ? "" : " " + quoted(more);
          yield Optional.of(new Typed(words.getFirst(), more, rest, false));
        }
        case Program.ShellText(String text) -> {
          Matcher first = FIRST_WORD.matcher(text);
          yield first.lookingAt()
              ? Optional.of(new Typed(first.group(1), List.of(), text.substring(first.end()), true))
              : Optional.empty();
        }
        case Program.AnyShell() -> Optional.empty();
      };
    }
  }
}
