package dev.hatchway.command;

import dev.hatchway.model.Login;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Turns a client's line into a command, or into the reason why not. */
public final class CommandParser {
  /** Linux takes no longer argument (MAX_ARG_STRLEN, execve(2)), and a line may become one. */
  private static final int MOST_BYTES = (32 * 4_096) - 1;

  private static final String SEE_HELP = "see: ssh APP@host help";
  private static final String SEE_HELP_OF_GATEWAY = "the command help lists what there is";

  private final Verbs verbs = new Verbs();

  /** Makes a parser that knows all commands. */
  public CommandParser() {}

  /** Returns the words of a line that belongs to another protocol; none if a quote is open. */
  public List<String> words(String line) {
    Line read = Line.of(line);
    return read.open().isPresent() ? List.of() : read.words().stream().map(Word::text).toList();
  }

  /** Reads the line of a client that sent one. */
  public ParseResult parse(Login login, String line) {
    if (line.indexOf('\0') >= 0) {
      return new ParseResult.Rejected(
          "the line holds a NUL character, and no program could be given one",
          "send such bytes on standard input");
    }
    // A character is a byte at least, so a far too long line is not encoded to be counted.
    if (line.length() > MOST_BYTES || line.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return new ParseResult.Rejected(
          "the line is longer than " + MOST_BYTES + " bytes", "send long input on standard input");
    }
    return addressed(login, parse(login, Line.of(line)));
  }

  /** Reads the wish of a client that sent no line. */
  public ParseResult parseBare(Login login, boolean terminal) {
    return switch (login) {
      case Login.OfApp _ when terminal ->
          new ParseResult.Parsed(Command.Run.of(new Program.AnyShell()));
      case Login.OfApp _, Login.OfGateway _ ->
          new ParseResult.Parsed(new Command.Help(Optional.empty(), false));
      case Login.OfProcess process ->
          addressed(login, parseForProcess(process, new Program.AnyShell()));
    };
  }

  private ParseResult parse(Login login, Line line) {
    return switch (login) {
      case Login.OfProcess process ->
          line.openWithin(0)
              .<ParseResult>map(open -> new ParseResult.Rejected(open, "close it, or quote it"))
              .orElseGet(
                  () ->
                      parseForProcess(
                          process, ProgramRule.read(line, 0, ProgramRule.Shell.AS_NEEDED)));
      case Login.OfApp _, Login.OfGateway _ when line.words().isEmpty() -> parseBare(login, false);
      case Login.OfApp _ -> parseForApp(line);
      case Login.OfGateway _ -> parseForGateway(line);
    };
  }

  private static ParseResult parseForProcess(Login.OfProcess login, Program program) {
    if (login.process().equals(ProcessName.ONE_OFF)) {
      return new ParseResult.Parsed(Command.Run.of(program));
    }
    Optional<Target> target = Kinds.TARGET_NAME.read(login.process());
    return target
        .<ParseResult>map(
            name ->
                new ParseResult.Parsed(
                    new Command.Enter(Optional.of(name), Execution.of(program), false)))
        .orElseGet(
            () ->
                new ParseResult.Rejected(
                    "the login names no process behind its +: " + Shown.of(login.process()),
                    "see which there are: ssh APP@host ps"));
  }

  private ParseResult parseForApp(Line line) {
    String name = line.words().getFirst().text();
    return verbs
        .find(name)
        .map(verb -> verb.parse(line))
        .orElseGet(() -> unknown(name, verbs.names(), SEE_HELP));
  }

  private ParseResult parseForGateway(Line line) {
    String name = line.words().getFirst().text();
    Optional<Verb> verb = verbs.find(name);
    if (verb.isEmpty()) {
      return unknown(name, verbs.namesOfBoth(), SEE_HELP_OF_GATEWAY);
    }
    return verb.filter(verbs::isOfBoth)
        .map(known -> known.parse(line))
        .orElseGet(
            () ->
                new ParseResult.Rejected(
                    name + " belongs to the account of an app", "ssh APP@host " + name + " …"));
  }

  private static ParseResult unknown(String name, Collection<String> known, String hint) {
    String message = "unknown command " + Shown.of(name);
    if (name.startsWith("-")) {
      return new ParseResult.Rejected(message, "options stand behind the command; " + hint);
    }
    return new ParseResult.Rejected(
        message,
        CloseMatch.find(name, known)
            .map(near -> "did you mean " + near + "? " + capitalised(hint))
            .orElse(hint));
  }

  private static String capitalised(String hint) {
    return Character.toUpperCase(hint.charAt(0)) + hint.substring(1);
  }

  private static ParseResult addressed(Login login, ParseResult result) {
    return switch (result) {
      case ParseResult.Parsed parsed -> parsed;
      case ParseResult.Rejected(String message, String hint) ->
          new ParseResult.Rejected(message, HelpText.addressed(login, hint));
    };
  }
}
