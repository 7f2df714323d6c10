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

  private static final String HELP = "ssh APP@host help";

  private final Verbs verbs = new Verbs();
  private final Addressing addressing = new Addressing(verbs);

  /** Makes a parser that knows all commands. */
  public CommandParser() {}

  /** Returns the words of a line that belongs to another protocol; none if a quote is open. */
  public List<String> words(String line) {
    Line read = Line.of(line);
    return read.open().isPresent() ? List.of() : read.words().stream().map(Word::text).toList();
  }

  /** Reads the line of a client that sent one, at an app whose process types are not known. */
  public ParseResult parse(Login login, String line) {
    return parse(login, line, List.of());
  }

  /**
   * Reads the line of a client that sent one.
   *
   * @param types the process types of the app: as commands they mean {@code run TYPE}
   */
  public ParseResult parse(Login login, String line, Collection<String> types) {
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
    return addressed(login, parse(login, Line.of(line), types));
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

  private ParseResult parse(Login login, Line line, Collection<String> types) {
    return switch (login) {
      case Login.OfProcess process ->
          line.openWithin(0)
              .<ParseResult>map(open -> new ParseResult.Rejected(open, "close it, or quote it"))
              .orElseGet(
                  () ->
                      parseForProcess(
                          process, ProgramRule.read(line, 0, ProgramRule.Shell.AS_NEEDED)));
      case Login.OfApp _, Login.OfGateway _ when line.words().isEmpty() -> parseBare(login, false);
      case Login.OfApp(String app) -> parseForApp(app, line, types);
      case Login.OfGateway _ -> parseForGateway(login, line);
    };
  }

  private static ParseResult parseForProcess(Login.OfProcess login, Program program) {
    if (login.process().equals(ProcessName.ONE_OFF)) {
      return new ParseResult.Parsed(new Command.RunShared(program));
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

  private ParseResult parseForApp(String app, Line typed, Collection<String> types) {
    WordOrder order = WordOrder.commandFirst(typed);
    if (order.wrong().isPresent()) {
      return order.wrong().get();
    }
    if (order.app().filter(named -> !named.equals(app)).isPresent()) {
      return new ParseResult.Rejected(
          "this is the account of " + app + ", so no other app can be named",
          "ssh " + Shown.of(order.app().get()) + "@host …");
    }
    Line line = order.line();
    String name = line.words().getFirst().text();
    return verbs
        .find(name)
        .map(verb -> verb.parse(line))
        .orElseGet(
            () ->
                types.contains(name)
                    ? verbs.processes().parse(line)
                    : unknown(name, verbs.names()));
  }

  private ParseResult parseForGateway(Login login, Line typed) {
    WordOrder order = WordOrder.commandFirst(typed);
    if (order.wrong().isPresent()) {
      return order.wrong().get();
    }
    String name = order.line().words().getFirst().text();
    return verbs
        .find(name)
        .map(
            verb ->
                verbs.isOfBoth(verb)
                    ? parseForBoth(verb, order)
                    : parseForNamedApp(login, verb, order.appSecond(verb)))
        .orElseGet(() -> unknown(name, verbs.names()));
  }

  private static ParseResult parseForBoth(Verb verb, WordOrder order) {
    return order
        .app()
        .<ParseResult>map(
            app ->
                new ParseResult.Rejected(
                    verb.topic() + " is not about one app, so none can be named",
                    "ssh APP@host " + verb.topic()))
        .orElseGet(() -> verb.parse(order.line()));
  }

  private ParseResult parseForNamedApp(Login login, Verb verb, WordOrder order) {
    return switch (verb.parse(order.line())) {
      case ParseResult.Parsed(Command.Help help) -> new ParseResult.Parsed(help);
      case ParseResult.Rejected(String message, String hint) ->
          new ParseResult.Rejected(
              message, order.app().map(app -> addressing.of(login, app, hint)).orElse(hint));
      case ParseResult.ForApp named -> named;
      case ParseResult.Parsed(Command command) ->
          order
              .app()
              .<ParseResult>map(app -> new ParseResult.ForApp(app, command))
              .orElseGet(
                  () ->
                      new ParseResult.Rejected(
                          verb.topic() + " needs the name of an app here",
                          "ssh APP@host " + verb.topic() + " …"));
    };
  }

  private static ParseResult unknown(String name, Collection<String> known) {
    String message = "unknown command " + Shown.of(name);
    if (name.startsWith("-")) {
      return new ParseResult.Rejected(message, "options stand behind the command; see: " + HELP);
    }
    return new ParseResult.Rejected(
        message,
        CloseMatch.find(name, known)
            .map(near -> "did you mean " + near + "? See: " + HELP)
            .orElse("see: " + HELP));
  }

  private ParseResult addressed(Login login, ParseResult result) {
    return switch (result) {
      case ParseResult.Parsed parsed -> parsed;
      case ParseResult.ForApp named -> named;
      case ParseResult.Rejected(String message, String hint) ->
          new ParseResult.Rejected(message, addressing.of(login, hint));
    };
  }
}
