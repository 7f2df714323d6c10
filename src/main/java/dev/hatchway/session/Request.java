package dev.hatchway.session;

/** What a client wants of a channel (RFC 4254, 6.5). */
public sealed interface Request {
  /** A shell: {@code ssh shop@host} without a command. */
  record Shell() implements Request {}

  /** A command line, exactly as the client sent it. */
  record Exec(String line) implements Request {}

  /** A command line that is not UTF-8, so that the engine cannot be told it. */
  record Unreadable() implements Request {}

  /** The file transfer subsystem. */
  record Sftp() implements Request {
    /** The name of the subsystem (draft-ietf-secsh-filexfer-02). */
    public static final String NAME = "sftp";
  }
}
