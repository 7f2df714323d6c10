package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.command.Command;
import dev.hatchway.command.Format;
import dev.hatchway.command.HelpText;
import dev.hatchway.model.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** Finds for each command who does it. */
public final class Commands {
  /** As many as a message has room for. */
  private static final int MOST_NAMES = 20;

  private final AppCatalog apps;
  private final LeftBehind leftBehind;
  private final RunCommand run;
  private final ConnectionOneOffs shared;
  private final EnterCommand enter;
  private final AttachCommand attach;
  private final WaitCommand wait;
  private final PsCommand ps;
  private final LogsCommand logs;
  private final StopCommand stop;
  private final ReleasesCommand releases;
  private final KillCommand kill;
  private final InspectCommand inspect;
  private final UploadsCommand uploads;
  private final ConfigCommand config;
  private final HelpText help = new HelpText();
  private final String version;

  public Commands(
      AppCatalog apps,
      LeftBehind leftBehind,
      RunCommand run,
      ConnectionOneOffs shared,
      EnterCommand enter,
      AttachCommand attach,
      WaitCommand wait,
      PsCommand ps,
      LogsCommand logs,
      StopCommand stop,
      ReleasesCommand releases,
      KillCommand kill,
      InspectCommand inspect,
      UploadsCommand uploads,
      ConfigCommand config,
      String version) {
    this.apps = apps;
    this.leftBehind = leftBehind;
    this.run = run;
    this.shared = shared;
    this.enter = enter;
    this.attach = attach;
    this.wait = wait;
    this.ps = ps;
    this.logs = logs;
    this.stop = stop;
    this.releases = releases;
    this.kill = kill;
    this.inspect = inspect;
    this.uploads = uploads;
    this.config = config;
    this.version = version;
  }

  /** Does a command on an app. */
  ExitCode of(Visit visit, Command command) throws Refusal {
    leftBehind.tell(visit, command);
    return switch (command) {
      case Command.Run wish -> run.run(visit, wish);
      case Command.RunShared wish -> shared.run(visit, wish);
      case Command.Enter wish -> enter.enter(visit, wish);
      case Command.Ps wish -> ps.list(visit, wish);
      case Command.Logs wish -> logs.print(visit, wish);
      case Command.Stop wish -> stop.stop(visit, wish);
      case Command.Attach wish -> attach.attach(visit, wish);
      case Command.Wait wish -> wait.await(visit, wish);
      case Command.Releases wish -> releases.list(visit, wish);
      case Command.Kill wish -> kill.kill(visit, wish);
      case Command.Inspect wish -> inspect.print(visit, wish);
      case Command.Uploads wish -> uploads.serve(visit, wish);
      case Command.Config wish -> config.print(visit, wish);
      case Command.Help wish -> help(visit.client(), visit.voice(), wish);
      case Command.Version() -> version(visit.voice());
      case Command.WhoAmI() -> whoAmI(visit.client(), visit.voice());
      case Command.Apps(Format format) -> apps(visit.client(), visit.voice(), format);
    };
  }

  /** Does a command on the gateway's own account. */
  ExitCode withoutApp(Client client, Voice voice, Command command) throws Refusal {
    return switch (command) {
      case Command.Help wish -> help(client, voice, wish);
      case Command.Version() -> version(voice);
      case Command.WhoAmI() -> whoAmI(client, voice);
      case Command.Apps(Format format) -> apps(client, voice, format);
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
          Command.Uploads _,
          Command.Config _,
          Command.Releases _ ->
          throw new Refusal(ExitCode.USAGE, "that belongs to the account of an app");
    };
  }

  /** The names of the apps that the client may use, for a message. */
  String namesOfApps(Client client) {
    List<App> visible = visible(client);
    String names =
        visible.stream()
            .limit(MOST_NAMES)
            .map(app -> app.name().value())
            .collect(Collectors.joining(" "));
    int more = visible.size() - MOST_NAMES;
    if (visible.isEmpty()) {
      return "none";
    }
    return more > 0 ? "%s and %d more, see apps".formatted(names, more) : names;
  }

  private List<App> visible(Client client) {
    return apps.all().stream().filter(app -> client.grant().mayUse(app.name())).toList();
  }

  private ExitCode help(Client client, Voice voice, Command.Help wish) {
    String text = help.of(client.login(), wish);
    if (wish.asked()) {
      voice.text(text);
      return ExitCode.OK;
    }
    voice.hint(text);
    return ExitCode.USAGE;
  }

  private ExitCode version(Voice voice) {
    voice.result("Hatchway " + version);
    return ExitCode.OK;
  }

  private ExitCode whoAmI(Client client, Voice voice) {
    voice.text(WhoAmI.describe(client.grant()));
    return ExitCode.OK;
  }

  private ExitCode apps(Client client, Voice voice, Format format) {
    new AppList(visible(client)).lines(format).forEach(voice::result);
    return ExitCode.OK;
  }
}
