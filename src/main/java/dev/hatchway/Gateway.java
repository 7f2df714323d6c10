package dev.hatchway;

import dev.hatchway.access.Access;
import dev.hatchway.access.AuthorizedKeys;
import dev.hatchway.app.OneOffNumbers;
import dev.hatchway.app.Recorder;
import dev.hatchway.app.Releases;
import dev.hatchway.config.AppFiles;
import dev.hatchway.config.Settings;
import dev.hatchway.docker.DockerEngine;
import dev.hatchway.docker.EngineAddress;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.session.Adoption;
import dev.hatchway.session.Afterwards;
import dev.hatchway.session.AttachCommand;
import dev.hatchway.session.Choices;
import dev.hatchway.session.Commands;
import dev.hatchway.session.ConfigCommand;
import dev.hatchway.session.ConnectionOneOffs;
import dev.hatchway.session.EnterCommand;
import dev.hatchway.session.Entrance;
import dev.hatchway.session.EnvironmentFiles;
import dev.hatchway.session.Hands;
import dev.hatchway.session.InspectCommand;
import dev.hatchway.session.KillCommand;
import dev.hatchway.session.LeftBehind;
import dev.hatchway.session.LiveOneOffs;
import dev.hatchway.session.LogsCommand;
import dev.hatchway.session.Luggage;
import dev.hatchway.session.OneOffTimes;
import dev.hatchway.session.OneOffs;
import dev.hatchway.session.OpenFiles;
import dev.hatchway.session.OpenSessions;
import dev.hatchway.session.ProcessStatus;
import dev.hatchway.session.PsCommand;
import dev.hatchway.session.Reaper;
import dev.hatchway.session.ReleasesCommand;
import dev.hatchway.session.RunCommand;
import dev.hatchway.session.RunDefaults;
import dev.hatchway.session.Sessions;
import dev.hatchway.session.SignOfLife;
import dev.hatchway.session.SteadyClock;
import dev.hatchway.session.StopCommand;
import dev.hatchway.session.Transfers;
import dev.hatchway.session.UploadsCommand;
import dev.hatchway.session.WaitCommand;
import dev.hatchway.ssh.HostKeys;
import dev.hatchway.ssh.SshGateway;
import dev.hatchway.stream.Carrier;
import dev.hatchway.upload.Inboxes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A gateway that listens: all its parts, put together in the order in which data flows. */
final class Gateway implements AutoCloseable {
  /** KILL comes 10 s after TERM; what is not gone then will not go. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(13);

  private final SshGateway ssh;
  private final OpenSessions open;
  private final ConnectionOneOffs shared;
  private final LiveOneOffs live;
  private final Afterwards afterwards;
  private final Recorder recorder;
  private final Reaper reaper;
  private final SignOfLife signOfLife;
  private final DockerEngine engine;

  private Gateway(
      SshGateway ssh,
      OpenSessions open,
      LiveOneOffs live,
      ConnectionOneOffs shared,
      Afterwards afterwards,
      Recorder recorder,
      Reaper reaper,
      SignOfLife signOfLife,
      DockerEngine engine) {
    this.live = live;
    this.ssh = ssh;
    this.open = open;
    this.shared = shared;
    this.afterwards = afterwards;
    this.recorder = recorder;
    this.reaper = reaper;
    this.signOfLife = signOfLife;
    this.engine = engine;
  }

  /**
   * Starts a gateway.
   *
   * @throws IOException if the address cannot be listened on or {@code var/} cannot be used
   */
  static Gateway start(Path home, Settings settings, EngineAddress address) throws IOException {
    return start(home, settings, address, Clock.systemUTC());
  }

  /**
   * Starts a gateway with that time of day.
   *
   * @throws IOException if the address cannot be listened on or {@code var/} cannot be used
   */
  static Gateway start(Path home, Settings settings, EngineAddress address, InstantSource clock)
      throws IOException {
    Path var = home.resolve("var");
    List<DeclaredApp> declared = AppFiles.load(home);
    var hostKeys = new HostKeys(home.resolve("keys")).load();
    var access = new Access(new AuthorizedKeys(home.resolve("keys/authorized_keys")), clock);
    var id = new GatewayIdFile(var.resolve("gateway-id")).id();
    var engine = DockerEngine.connect(address, declared, id);
    var inboxes = new Inboxes(var.resolve("uploads"), settings.uploads().quota());
    inboxes.recover();
    var carrier = new Carrier(var.resolve("spill"));
    var files = OpenFiles.ofThisProcess();
    var open =
        new OpenSessions(settings.limits().sessions(), settings.limits().sessionsPerUser(), files);
    var afterwards = new Afterwards();
    var defaults =
        new RunDefaults(
            settings.run().keep(),
            settings.run().ttl(),
            settings.run().idle(),
            settings.run().onDisconnect(),
            settings.run().reattachGrace(),
            settings.run().retention(),
            id);
    var numbers = new OneOffNumbers(var.resolve("counters"));
    var releases = new Releases(var.resolve("releases"));
    var recorder =
        new Recorder(engine.apps(), engine.containers()::imageId, releases, numbers, clock);
    var oneOffs =
        new OneOffs(
            engine.containers(),
            numbers,
            releases,
            defaults,
            new Choices(settings.run().sizes(), settings.run().imageAllowed()),
            clock);
    var luggage = new Luggage(inboxes);
    var live = new LiveOneOffs(carrier);
    var entrance = new Entrance(carrier, afterwards);
    var shared =
        new ConnectionOneOffs(
            oneOffs, luggage, entrance, afterwards, settings.limits().sessionsPerUser());
    var steady = new SteadyClock();
    var times = new OneOffTimes(clock, steady);
    var adoption = new Adoption(engine.containers(), live, times, afterwards, defaults);
    var reaper =
        new Reaper(
            engine.containers(),
            engine.signs(),
            new Hands(live, shared, open),
            adoption,
            times,
            defaults,
            steady);
    var signOfLife =
        new SignOfLife(engine.signs(), defaults.gateway(), settings.run().takeover(), clock);
    var run =
        new RunCommand(
            oneOffs, new EnvironmentFiles(inboxes), luggage, live, reaper, afterwards, defaults);
    var status = new ProcessStatus(engine.containers(), live, releases);
    var commands =
        new Commands(
            engine.apps(),
            new LeftBehind(live, shared, clock),
            run,
            shared,
            new EnterCommand(engine.containers(), entrance),
            new AttachCommand(adoption, live, times),
            new WaitCommand(engine.containers(), live, times),
            new PsCommand(status, clock),
            new LogsCommand(engine.containers(), engine.apps(), carrier, clock),
            new StopCommand(engine.containers()),
            new ReleasesCommand(releases),
            new KillCommand(engine.containers()),
            new InspectCommand(engine.containers(), status),
            new UploadsCommand(inboxes, clock),
            new ConfigCommand(engine.containers()),
            Version.current());
    var sessions =
        new Sessions(access, engine.apps(), commands, new Transfers(inboxes, clock), open);
    var ssh = new SshGateway(settings, hostKeys, access, sessions, files, isColourless());
    // Before the first login: whoever makes a one-off waits for the engine's word on its number.
    recorder.start();
    try {
      ssh.start();
    } catch (IOException e) {
      recorder.close();
      engine.close();
      throw e;
    }
    engine.endLeftBehind();
    signOfLife.start();
    reaper.start();
    return new Gateway(ssh, open, live, shared, afterwards, recorder, reaper, signOfLife, engine);
  }

  /** Whoever runs the gateway may want no colours, for anybody (no-color.org). */
  private static boolean isColourless() {
    return !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
  }

  int port() {
    return ssh.port();
  }

  /** Takes no new logins and lets sessions end for that time, then ends them. */
  void drain(Duration timeout) {
    ssh.stopListening();
    open.drain(timeout);
    open.cutOff();
    live.drain();
    open.awaitEmpty(LAST_PATIENCE);
  }

  /** Ends all sessions and their programs at once; a drain that waits goes on. */
  void cutOff() {
    open.cutOff();
    live.cutOff();
  }

  @Override
  public void close() throws IOException {
    reaper.close();
    shared.close();
    afterwards.close();
    ssh.close();
    recorder.close();
    signOfLife.close();
    engine.close();
  }
}
