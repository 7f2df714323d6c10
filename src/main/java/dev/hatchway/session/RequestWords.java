package dev.hatchway.session;

import dev.hatchway.audit.AuditedWords;
import dev.hatchway.command.CommandParser;
import dev.hatchway.command.ParseResult;
import dev.hatchway.model.Login;
import dev.hatchway.model.ProcessName;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of a request before anything is done about it.
 *
 * @param app that it is about, empty if it names none
 */
record RequestWords(Optional<String> app, String verb, AuditedWords words) {
  private static final String SHELL = "shell";

  static RequestWords of(CommandParser parser, Login login, Request request) {
    Optional<String> app = app(parser, login, request);
    AuditedWords typed = AuditedWords.of(typed(request));
    return switch (request) {
      case Request.Sftp() -> new RequestWords(app, Request.Sftp.NAME, typed);
      case Request.Shell _, Request.Exec _, Request.Unreadable _
          when login instanceof Login.OfProcess process ->
          new RequestWords(app, verb(process), typed);
      case Request.Exec _ -> new RequestWords(app, typed.first(), typed.others());
      case Request.Shell _, Request.Unreadable _ -> new RequestWords(app, SHELL, typed);
    };
  }

  private static List<String> typed(Request request) {
    if (!(request instanceof Request.Exec(String line))) {
      return List.of();
    }
    List<String> words = CommandParser.words(line);
    // A quote is open, or there are blanks only.
    return words.isEmpty() ? List.of(line) : words;
  }

  private static String verb(Login.OfProcess login) {
    return login.process().equals(ProcessName.ONE_OFF) ? "run" : "enter";
  }

  private static Optional<String> app(CommandParser parser, Login login, Request request) {
    return switch (login) {
      case Login.OfApp(String app) -> Optional.of(app);
      case Login.OfProcess(String app, String _) -> Optional.of(app);
      case Login.OfGateway _ when request instanceof Request.Exec(String line) ->
          parser.parse(login, line) instanceof ParseResult.ForApp(String app, var _)
              ? Optional.of(app)
              : Optional.empty();
      case Login.OfGateway _ -> Optional.empty();
    };
  }
}
