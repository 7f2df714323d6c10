package dev.hatchway.config;

import dev.hatchway.model.AppName;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.TimeSpan;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an installation, from {@code conf/hatchway.yaml}. Each has a default, so the file
 * may be absent.
 *
 * @param listen where SSH is served
 * @param account the SSH user name of the gateway's own account
 */
public record Settings(
    Address listen,
    String account,
    Engine engine,
    Run run,
    Uploads uploads,
    Limits limits,
    Drain drain) {
  /** What is in force without a file. */
  public static final Settings DEFAULTS =
      new Settings(
          new Address("127.0.0.1", 2222),
          "hatchway",
          new Engine(Optional.empty()),
          new Run(
              false,
              Duration.ofHours(24),
              Duration.ofMinutes(30),
              OnDisconnect.STOP,
              Duration.ofSeconds(60),
              Duration.ofHours(24),
              Duration.ofSeconds(90),
              false,
              Map.of()),
          new Uploads(1L << 30),
          new Limits(Duration.ofSeconds(30), 6, 1_000, 50, Duration.ofSeconds(15), 4),
          new Drain(Duration.ofSeconds(30)));

  public Settings {
    if (AppName.parse(account).isEmpty()) {
      throw new IllegalArgumentException("not an account: " + account);
    }
  }

  /**
   * Reads the settings of a home.
   *
   * @throws SettingsException if the file is there but wrong
   */
  public static Settings load(Path home) {
    Path file = home.resolve("conf").resolve("hatchway.yaml");
    // Only what is surely absent: a dangling link or a closed folder is a mistake to be told.
    return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
        ? DEFAULTS
        : new SettingsFile(YamlFile.read(file)).settings();
  }

  /**
   * The container engine.
   *
   * @param host its address if the file names one; else {@code DOCKER_HOST} or Docker's own default
   *     is meant
   */
  public record Engine(Optional<String> host) {}

  /**
   * One-offs.
   *
   * @param keep whether a one-off's container stays after its end
   * @param ttl how long a one-off may run
   * @param idle how long the terminal of a one-off may be silent; zero: for ever
   * @param onDisconnect what becomes of a one-off when its client disappears
   * @param reattachGrace how long a one-off waits for a client that disappeared from its terminal
   * @param retention how long the container of a detached one-off stays after its end
   * @param takeover how long this gateway may be silent before others at the engine end what it
   *     left
   * @param imageAllowed whether a one-off may be made from any image that its user names
   * @param sizes limits by the name that {@code run --size} knows them by
   */
  public record Run(
      boolean keep,
      Duration ttl,
      Duration idle,
      OnDisconnect onDisconnect,
      Duration reattachGrace,
      Duration retention,
      Duration takeover,
      boolean imageAllowed,
      Map<String, dev.hatchway.model.Limits> sizes) {
    static final Range<Duration> TTL = spans(Duration.ofSeconds(1), TimeSpan.LONGEST);
    static final Range<Duration> IDLE = spans(Duration.ZERO, TimeSpan.LONGEST);
    static final Range<Duration> GRACE = spans(Duration.ZERO, TimeSpan.LONGEST);
    static final Range<Duration> RETENTION = spans(Duration.ZERO, TimeSpan.LONGEST);

    /**
     * A gateway shows its sign of life some times in it, each of which takes the engine a moment.
     */
    static final Range<Duration> TAKEOVER = spans(Duration.ofSeconds(4), TimeSpan.LONGEST);

    public Run {
      TTL.check("run.ttl", ttl);
      IDLE.check("run.idle", idle);
      GRACE.check("run.reattach-grace", reattachGrace);
      RETENTION.check("run.retention", retention);
      TAKEOVER.check("run.takeover", takeover);
      sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    }
  }

  /**
   * Uploaded files.
   *
   * @param quota how many bytes may wait for one user and app
   */
  public record Uploads(long quota) {
    public Uploads {
      if (quota < 0) {
        throw new IllegalArgumentException("uploads.quota is negative: " + quota);
      }
    }
  }

  /**
   * What bounds the load that clients can cause.
   *
   * @param loginGrace how long a connection may take to log in
   * @param authAttempts how often a connection may try to log in
   * @param sessions how many sessions there may be in all
   * @param sessionsPerUser how many sessions a user may have
   * @param keepalive after which silence a client is asked whether it is there; zero: never
   * @param keepaliveCount how many such questions in a row may stay without an answer
   */
  public record Limits(
      Duration loginGrace,
      int authAttempts,
      int sessions,
      int sessionsPerUser,
      Duration keepalive,
      int keepaliveCount) {
    /** Ten minutes: a person has found the passphrase by then. */
    static final Range<Duration> GRACE = spans(Duration.ofSeconds(1), Duration.ofMinutes(10));

    static final Range<Integer> ATTEMPTS = new Range<>(1, 100, String::valueOf);

    /** More than the ports of one client address, so never what holds somebody back. */
    static final Range<Integer> SESSIONS = new Range<>(1, 100_000, String::valueOf);

    static final Range<Duration> KEEPALIVE = spans(Duration.ZERO, TimeSpan.LONGEST);

    /** Whoever wants more than that wants none. */
    static final Range<Integer> KEEPALIVES = new Range<>(1, 1_000, String::valueOf);

    public Limits {
      GRACE.check("limits.login-grace", loginGrace);
      ATTEMPTS.check("limits.auth-attempts", authAttempts);
      SESSIONS.check("limits.sessions", sessions);
      SESSIONS.check("limits.sessions-per-user", sessionsPerUser);
      KEEPALIVE.check("limits.keepalive", keepalive);
      KEEPALIVES.check("limits.keepalive-count", keepaliveCount);
    }
  }

  /**
   * The end of the gateway.
   *
   * @param timeout how long running sessions may go on after the signal to stop
   */
  public record Drain(Duration timeout) {
    static final Range<Duration> TIMEOUT = spans(Duration.ZERO, TimeSpan.LONGEST);

    public Drain {
      TIMEOUT.check("drain.timeout", timeout);
    }
  }

  private static Range<Duration> spans(Duration least, Duration most) {
    return new Range<>(least, most, TimeSpan::format);
  }
}
