package dev.hatchway.audit;

import java.util.List;
import java.util.Optional;

/** What is written down; a new kind of event is a record here and a row in docs/audit.md. */
public sealed interface Event {
  /** The word for it in the log. */
  String word();

  /**
   * Returns whether it has to be on the disk before anything goes on. What comes by the thousand
   * and tells of what has happened is there with the next event that has to: such as the end of its
   * session.
   */
  default boolean isForced() {
    return switch (this) {
      case File _, LoginFailed _, Limit _ -> false;
      case GatewayStart _,
          GatewayStop _,
          Login _,
          SessionStart _,
          SessionProgram _,
          SessionEnd _,
          Forward _,
          KeyAdded _,
          KeyRemoved _,
          Denied _ ->
          true;
    };
  }

  /**
   * The gateway begins.
   *
   * @param found what was not as it should be with the log when it was opened; mostly nothing
   */
  record GatewayStart(String version, List<String> found) implements Event {
    public GatewayStart {
      found = List.copyOf(found);
    }

    @Override
    public String word() {
      return "gateway.start";
    }
  }

  /** The gateway ends, and was not killed. */
  record GatewayStop() implements Event {
    @Override
    public String word() {
      return "gateway.stop";
    }
  }

  /** Somebody has logged in. */
  record Login(Person person) implements Event {
    @Override
    public String word() {
      return "login";
    }
  }

  /**
   * A connection has ended without a login.
   *
   * @param key the last one that was offered, if any was
   * @param tries how many keys were offered
   */
  record LoginFailed(Optional<String> key, String address, String login, int tries)
      implements Event {
    @Override
    public String word() {
      return "login.failed";
    }
  }

  /** A session is about to begin; nothing of it has happened yet. */
  record SessionStart(Subject subject, AuditedWords words) implements Event {
    @Override
    public String word() {
      return "session.start";
    }
  }

  /** The container of a session is known; its program has not begun. */
  record SessionProgram(Subject subject) implements Event {
    @Override
    public String word() {
      return "session.program";
    }
  }

  /**
   * A session has ended.
   *
   * @param reason in words, empty if the program ended by itself
   * @param bytesIn from the client
   * @param bytesOut to the client
   * @param milliseconds since its start
   */
  record SessionEnd(
      Subject subject, int code, String reason, long bytesIn, long bytesOut, long milliseconds)
      implements Event {
    @Override
    public String word() {
      return "session.end";
    }
  }

  /**
   * A file has been transferred.
   *
   * @param into whether it went in, to the inbox or the container; else out, to the client
   * @param size how many bytes
   * @param sha256 in hexadecimal; empty if not all of the file was seen
   */
  record File(Subject subject, String path, boolean into, long size, Optional<String> sha256)
      implements Event {
    @Override
    public String word() {
      return "file";
    }
  }

  /** A connection is about to be forwarded to that address. */
  record Forward(Subject subject, String host, int port) implements Event {
    @Override
    public String word() {
      return "forward";
    }
  }

  /**
   * A key may log in from now on.
   *
   * @param person who has added it
   * @param name whose it is
   */
  record KeyAdded(Person person, String name, String fingerprint) implements Event {
    @Override
    public String word() {
      return "key.added";
    }
  }

  /**
   * A key may not log in any more.
   *
   * @param person who has removed it
   * @param name whose it was
   */
  record KeyRemoved(Person person, String name, String fingerprint) implements Event {
    @Override
    public String word() {
      return "key.removed";
    }
  }

  /**
   * The access rules have refused something.
   *
   * @param rule the reason, as the client was told it
   */
  record Denied(Subject subject, String rule) implements Event {
    @Override
    public String word() {
      return "denied";
    }
  }

  /**
   * A bound has refused a session.
   *
   * @param limit the reason, as the client was told it
   */
  record Limit(Person person, String limit) implements Event {
    @Override
    public String word() {
      return "limit";
    }
  }
}
