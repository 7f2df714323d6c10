package dev.hatchway.session;

import dev.hatchway.access.Access;
import dev.hatchway.access.Decision;
import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.command.Command;
import dev.hatchway.command.CommandParser;
import dev.hatchway.command.ParseResult;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.AppName;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.FullDisk;
import dev.hatchway.model.Login;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Printable;
import dev.hatchway.transfer.ScpCommand;
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
  private final Commands commands;
  private final Transfers transfers;
  private final OpenSessions open;

  public Sessions(
      Access access, AppCatalog apps, Commands commands, Transfers transfers, OpenSessions open) {
    this.access = access;
    this.apps = apps;
    this.commands = commands;
    this.transfers = transfers;
    this.open = open;
  }

  /**
   * Does what the client wants.
   *
   * @param finish tells the client how it ended; the session counts as open until then, so that a
   *     gateway that stops waits for it
   */
  public void serve(Client client, Consumer<ExitCode> finish) {
    Voice voice = new Voice(client);
    Optional<String> refusal = open.enter(client);
    if (refusal.isPresent()) {
      voice.problem(refusal.get());
      finish.accept(ExitCode.REFUSED);
      return;
    }
    ExitCode code = ExitCode.GATEWAY_FAILED;
    try {
      code = outcome(client, voice);
    } finally {
      try {
        finish.accept(code);
      } finally {
        open.leave(client);
      }
    }
  }

  private ExitCode outcome(Client client, Voice voice) {
    try {
      return serve(client, voice);
    } catch (Refusal e) {
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

  private ExitCode serve(Client client, Voice voice) throws Refusal {
    return switch (client.request()) {
      case Request.Shell() ->
          act(client, voice, _ -> parser.parseBare(client.login(), client.hasTerminal()));
      case Request.Exec(String line) -> {
        Optional<ScpCommand> scp = scp(client.login(), line);
        yield scp.isPresent()
            ? transfers.serve(visit(client, voice, Permission.FILES), scp.get())
            : act(client, voice, types -> parser.parse(client.login(), line, types));
      }
      case Request.Sftp() when client.login() instanceof Login.OfProcess -> {
        visit(client, voice, Permission.FILES);
        yield act(client, voice, _ -> parser.parseBare(client.login(), false));
      }
      case Request.Sftp() -> transfers.serve(visit(client, voice, Permission.FILES));
      case Request.Unreadable() ->
          throw new Refusal(
              ExitCode.USAGE, "the command is not UTF-8; send such bytes on standard input");
    };
  }

  /** What {@code scp -O} sends; into a process it is a program of the image like any other. */
  private Optional<ScpCommand> scp(Login login, String line) {
    return login instanceof Login.OfApp ? ScpCommand.parse(parser.words(line)) : Optional.empty();
  }

  /**
   * @param parsing what the words mean at an app with these process types
   */
  private ExitCode act(
      Client client, Voice voice, Function<Collection<String>, ParseResult> parsing)
      throws Refusal {
    if (client.login() instanceof Login.OfGateway) {
      return switch (parsing.apply(List.of())) {
        case ParseResult.Rejected rejected -> reject(voice, rejected);
        case ParseResult.Parsed(Command command) -> commands.withoutApp(client, voice, command);
        case ParseResult.ForApp(String app, Command command) ->
            act(client, voice, app(client, app), command);
      };
    }
    App app = known(client, appOf(client.login()));
    ParseResult parsed = parsing.apply(app.allTypes());
    if (!needsNoEngine(parsed)) {
      app = app(client, appOf(client.login()));
      parsed = parsing.apply(app.allTypes());
    }
    return switch (parsed) {
      case ParseResult.Rejected rejected -> reject(voice, rejected);
      case ParseResult.Parsed(Command command) -> act(client, voice, app, command);
      case ParseResult.ForApp(String other, Command _) ->
          throw new Refusal(ExitCode.USAGE, "this is not the account of " + other);
    };
  }

  private ExitCode act(Client client, Voice voice, App app, Command command) throws Refusal {
    if (command.permission().isPresent()) {
      pass(client, app.name(), command.permission().get());
    }
    return commands.of(new Visit(client, voice, app, newSession(client)), command);
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

  private Visit visit(Client client, Voice voice, Permission permission) throws Refusal {
    if (client.login() instanceof Login.OfGateway) {
      throw new Refusal(ExitCode.USAGE, "files go to the account of an app: scp FILE APP@HOST:");
    }
    App app = known(client, appOf(client.login()));
    pass(client, app.name(), permission);
    return new Visit(client, voice, app, newSession(client));
  }

  /** Returns the app, as it was when the engine was last there. */
  private App known(Client client, String text) throws Refusal {
    Optional<App> known =
        AppName.parse(text).filter(client.grant()::mayUse).flatMap(apps::lastKnown);
    return known.isPresent() ? known.get() : app(client, text);
  }

  /** An app that is not there and one that the key may not use look the same. */
  private App app(Client client, String text) throws Refusal {
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

  private void pass(Client client, AppName app, Permission permission) throws Refusal {
    switch (access.check(client.grant(), app, permission)) {
      case Decision.Denied(String reason) -> throw new Refusal(ExitCode.REFUSED, reason);
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
