package dev.hatchway.session;

import dev.hatchway.access.Access;
import dev.hatchway.access.Decision;
import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.Process;
import dev.hatchway.audit.Journal;
import dev.hatchway.command.Command;
import dev.hatchway.command.CommandParser;
import dev.hatchway.command.ParseResult;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Inside;
import dev.hatchway.model.AppName;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.FullDisk;
import dev.hatchway.model.Login;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Printable;
import dev.hatchway.model.Target;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads each request from its words to its exit code. There is no other way to a container: every
 * command and every transfer of files passes the one gate here.
 */
public final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final int ID_BYTES = 8;

  private final CommandParser parser = new CommandParser();
  private final SecureRandom random = new SecureRandom();
  private final Access access;
  private final AppCatalog apps;
  private final Containers containers;
  private final Commands commands;
  private final Transfers transfers;
  private final OpenSessions open;
  private final SessionLogs logs;

  public Sessions(
      Access access,
      AppCatalog apps,
      Containers containers,
      Commands commands,
      Transfers transfers,
      OpenSessions open,
      Journal journal) {
    this.access = access;
    this.apps = apps;
    this.containers = containers;
    this.commands = commands;
    this.transfers = transfers;
    this.open = open;
    this.logs = new SessionLogs(journal);
  }

  /**
   * Does what the client wants.
   *
   * @param finish tells the client how it ended; the session counts as open until then, so that a
   *     gateway that stops waits for it
   */
  public void serve(Client client, Consumer<ExitCode> finish) {
    Optional<String> refusal = open.enter(client);
    if (refusal.isPresent()) {
      new Voice(client).problem(refusal.get());
      logs.refused(client, refusal.get());
      finish.accept(ExitCode.REFUSED);
      return;
    }
    ExitCode code = ExitCode.GATEWAY_FAILED;
    try {
      code = recorded(client);
    } finally {
      try {
        finish.accept(code);
      } finally {
        open.leave(client);
      }
    }
  }

  /** Whatever is wanted, it is written down before anything else is done about it. */
  private ExitCode recorded(Client client) {
    CountedEnd end = new CountedEnd(client.end());
    Client counted = client.behind(end);
    Voice voice = new Voice(counted);
    RequestWords words = RequestWords.of(parser, client.login(), client.request());
    SessionLog record = logs.of(client, end, newSession(client), words);
    try {
      record.start(words.words());
    } catch (Refusal e) {
      voice.problem(e.text());
      return e.code();
    }
    return record.end(outcome(counted, voice, record), voice);
  }

  private ExitCode outcome(Client client, Voice voice, SessionLog record) {
    try {
      return serve(client, voice, record);
    } catch (Refusal e) {
      record.reason(e.text());
      voice.problem(e.text());
      return e.code();
    } catch (EngineException.Away e) {
      log.warn("a session of {} ended: {}", client.grant().fingerprint(), e.getMessage());
      voice.problem("the container engine does not answer; try again in a moment");
      return ExitCode.GATEWAY_FAILED;
    } catch (EngineException e) {
      log.warn("a session of {} ended: {}", client.grant().fingerprint(), e.getMessage());
      voice.problem("the container engine refused: " + e.getMessage());
      return ExitCode.GATEWAY_FAILED;
    } catch (UncheckedIOException e) {
      String whose = client.grant().fingerprint();
      if (FullDisk.caused(e.getCause())) {
        log.warn("a session of {} ended: {}, the disk is full", whose, e.getMessage());
        voice.problem("the gateway's disk is full; its operator has to make room for its var/");
      } else {
        log.error("a session of {} failed", whose, e);
        voice.problem("the gateway cannot use its disk; its operator finds the reason in its log");
      }
      return ExitCode.GATEWAY_FAILED;
    } catch (RuntimeException e) {
      log.error("a session of {} failed", client.grant().fingerprint(), e);
      voice.problem("the gateway failed; its operator finds the reason in its log");
      return ExitCode.GATEWAY_FAILED;
    }
  }

  private ExitCode serve(Client client, Voice voice, SessionLog record) throws Refusal {
    Optional<FileProtocol> files = client.request().files();
    if (files.isPresent()) {
      Visit visit = visit(client, voice, record, Permission.FILES);
      if (!(client.login() instanceof Login.OfProcess)) {
        return transfers.serve(visit, files.get(), target -> inside(visit, target));
      }
    }
    return switch (client.request()) {
      case Request.Shell() ->
          act(client, voice, record, _ -> parser.parseBare(client.login(), client.hasTerminal()));
      case Request.Exec(String line) ->
          act(client, voice, record, types -> parser.parse(client.login(), line, types));
      // The files of the process that the login names.
      case Request.Sftp() ->
          act(client, voice, record, _ -> parser.parseBare(client.login(), false));
      case Request.Unreadable() ->
          throw new Refusal(
              ExitCode.USAGE, "the command is not UTF-8; send such bytes on standard input");
    };
  }

  /** The same gate as that of {@code enter}; a container that has ended has files, too. */
  private Inside inside(Visit visit, Target target) throws Refusal {
    pass(visit.client(), visit.log(), visit.name(), Permission.ENTER);
    App app = app(visit.client(), visit.log(), visit.name().value());
    Process process = Found.in(app.find(target));
    visit.log().program(process, containers.node(process));
    return containers.inside(process);
  }

  /**
   * @param parsing what the words mean at an app with these process types
   */
  private ExitCode act(
      Client client,
      Voice voice,
      SessionLog record,
      Function<Collection<String>, ParseResult> parsing)
      throws Refusal {
    if (client.login() instanceof Login.OfGateway) {
      return switch (parsing.apply(List.of())) {
        case ParseResult.Rejected rejected -> reject(voice, rejected);
        case ParseResult.Parsed(Command command) -> commands.withoutApp(client, voice, command);
        case ParseResult.ForApp(String app, Command command) ->
            act(client, voice, record, app(client, record, app), command);
      };
    }
    App app = known(client, record, appOf(client.login()));
    ParseResult parsed = parsing.apply(app.allTypes());
    if (!needsNoEngine(parsed)) {
      app = app(client, record, appOf(client.login()));
      parsed = parsing.apply(app.allTypes());
    }
    return switch (parsed) {
      case ParseResult.Rejected rejected -> reject(voice, rejected);
      case ParseResult.Parsed(Command command) -> act(client, voice, record, app, command);
      case ParseResult.ForApp(String other, Command _) ->
          throw new Refusal(ExitCode.USAGE, "this is not the account of " + other);
    };
  }

  private ExitCode act(Client client, Voice voice, SessionLog record, App app, Command command)
      throws Refusal {
    if (command.permission().isPresent()) {
      pass(client, record, app.name(), command.permission().get());
    }
    return commands.of(new Visit(client, voice, app, record), command);
  }

  /** Help and the like are had while the engine is away, too, and so is the inbox. */
  private static boolean needsNoEngine(ParseResult parsed) {
    return parsed instanceof ParseResult.Parsed(Command command)
        && switch (command) {
          case Command.Help _, Command.Version _, Command.WhoAmI _, Command.Uploads _ -> true;
          case Command.Run _,
              Command.RunShared _,
              Command.Enter _,
              Command.Attach _,
              Command.Wait _,
              Command.Ps _,
              Command.Logs _,
              Command.Stop _,
              Command.Kill _,
              Command.Inspect _,
              Command.Config _,
              Command.Releases _,
              Command.Apps _ ->
              false;
        };
  }

  private static ExitCode reject(Voice voice, ParseResult.Rejected rejected) {
    voice.problem(rejected.message());
    voice.problem(rejected.usageHint());
    return ExitCode.USAGE;
  }

  private Visit visit(Client client, Voice voice, SessionLog record, Permission permission)
      throws Refusal {
    if (client.login() instanceof Login.OfGateway) {
      throw new Refusal(ExitCode.USAGE, "files go to the account of an app: scp FILE APP@HOST:");
    }
    App app = known(client, record, appOf(client.login()));
    pass(client, record, app.name(), permission);
    return new Visit(client, voice, app, record);
  }

  /** Returns the app, as it was when the engine was last there. */
  private App known(Client client, SessionLog record, String text) throws Refusal {
    Optional<App> known =
        AppName.parse(text).filter(client.grant()::mayUse).flatMap(apps::lastKnown);
    return known.isPresent() ? known.get() : app(client, record, text);
  }

  /** An app that is not there and one that the key may not use look the same. */
  private App app(Client client, SessionLog record, String text) throws Refusal {
    if (AppName.parse(text).filter(name -> !client.grant().mayUse(name)).isPresent()) {
      record.denied("the key is not for the app " + text);
    }
    Optional<App> found = AppName.parse(text).filter(client.grant()::mayUse).flatMap(apps::find);
    if (found.isEmpty()) {
      throw new Refusal(
          ExitCode.NO_SUCH_APP,
          "no app %s here. Yours: %s".formatted(shown(text), commands.namesOfApps(client)));
    }
    return found.get();
  }

  private static String shown(String app) {
    return app.isEmpty() ? "''" : Printable.of(app);
  }

  private static String appOf(Login login) {
    return switch (login) {
      case Login.OfApp(String app) -> app;
      case Login.OfProcess(String app, var process) -> app;
      case Login.OfGateway _ -> "";
    };
  }

  private void pass(Client client, SessionLog record, AppName app, Permission permission)
      throws Refusal {
    switch (access.check(client.grant(), app, permission)) {
      case Decision.Denied(String reason) -> {
        record.denied(reason);
        throw new Refusal(ExitCode.REFUSED, reason);
      }
      case Decision.Allowed() -> {
        return;
      }
    }
  }

  private String newSession(Client client) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String session = HexFormat.of().formatHex(id);
    open.name(client, session);
    return session;
  }
}
