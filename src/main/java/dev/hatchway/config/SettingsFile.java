package dev.hatchway.config;

import dev.hatchway.model.AppName;
import dev.hatchway.model.OnDisconnect;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@link Settings} from their file, key by key. */
final class SettingsFile {
  /** A socket by its absolute path, or a host with its port, which the engine's clients know. */
  private static final Pattern ENGINE =
      Pattern.compile("unix:///[^\\s?#]+|tcp://[A-Za-z0-9.\\-\\[\\]:]+:[0-9]{1,5}");

  private static final Settings OTHERWISE = Settings.DEFAULTS;
  private final Section root;

  SettingsFile(Section root) {
    this.root = root;
  }

  Settings settings() {
    var settings =
        new Settings(
            root.value("listen", Address.EXPECTED, Address::parse).orElse(OTHERWISE.listen()),
            account(),
            engine(root.section("engine")),
            run(root.section("run")),
            uploads(root.section("uploads")),
            limits(root.section("limits")),
            drain(root.section("drain")));
    root.section("server").refuseOthers("proxy-protocol-from");
    root.section("forward").refuseOthers("networks");
    root.section("audit").refuseOthers("rotate-size");
    root.refuseOthers();
    return settings;
  }

  private String account() {
    return root.value(
            "account",
            "a name of letters, digits, dots, dashes and underscores",
            text -> AppName.parse(text).map(AppName::value))
        .orElse(OTHERWISE.account());
  }

  private static Settings.Engine engine(Section section) {
    Optional<String> host =
        section.value(
            "host",
            "an address such as unix:///var/run/docker.sock or tcp://127.0.0.1:2375",
            text -> Optional.of(text).filter(t -> ENGINE.matcher(t).matches()));
    section.refuseOthers();
    return new Settings.Engine(host);
  }

  private static Settings.Run run(Section section) {
    var otherwise = OTHERWISE.run();
    var run =
        new Settings.Run(
            section.flag("keep", otherwise.keep()),
            section.duration("ttl", Settings.Run.TTL, otherwise.ttl()),
            section.duration("idle", Settings.Run.IDLE, otherwise.idle()),
            section
                .value("on-disconnect", "stop or keep", OnDisconnect::parse)
                .orElse(otherwise.onDisconnect()),
            section.duration("reattach-grace", Settings.Run.GRACE, otherwise.reattachGrace()),
            section.duration("retention", Settings.Run.RETENTION, otherwise.retention()),
            section.duration("takeover", Settings.Run.TAKEOVER, otherwise.takeover()),
            section.flag("image-allowed", otherwise.imageAllowed()),
            Sizes.read(section));
    section.refuseOthers();
    return run;
  }

  private static Settings.Uploads uploads(Section section) {
    var uploads = new Settings.Uploads(section.size("quota", OTHERWISE.uploads().quota()));
    section.refuseOthers("expiry");
    return uploads;
  }

  private static Settings.Limits limits(Section section) {
    var otherwise = OTHERWISE.limits();
    var limits =
        new Settings.Limits(
            section.duration("login-grace", Settings.Limits.GRACE, otherwise.loginGrace()),
            section.count("auth-attempts", Settings.Limits.ATTEMPTS, otherwise.authAttempts()),
            section.count("sessions", Settings.Limits.SESSIONS, otherwise.sessions()),
            section.count(
                "sessions-per-user", Settings.Limits.SESSIONS, otherwise.sessionsPerUser()),
            section.duration("keepalive", Settings.Limits.KEEPALIVE, otherwise.keepalive()),
            section.count(
                "keepalive-count", Settings.Limits.KEEPALIVES, otherwise.keepaliveCount()));
    section.refuseOthers("max-startups", "sessions-per-connection");
    return limits;
  }

  private static Settings.Drain drain(Section section) {
    var timeout = section.duration("timeout", Settings.Drain.TIMEOUT, OTHERWISE.drain().timeout());
    section.refuseOthers();
    return new Settings.Drain(timeout);
  }
}
