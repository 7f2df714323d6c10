package dev.hatchway.session;

import dev.hatchway.command.CommandParser;
import dev.hatchway.transfer.RsyncCommand;
import dev.hatchway.transfer.ScpCommand;
import java.util.List;
import java.util.Optional;

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

  /** Returns by which protocol files are asked for; empty if something else is. */
  default Optional<FileProtocol> files() {
    return switch (this) {
      case Sftp() -> Optional.of(new FileProtocol.Sftp());
      case Exec(String line) -> {
        List<String> words = CommandParser.words(line);
        Optional<FileProtocol> scp = ScpCommand.parse(words).map(FileProtocol.Scp::new);
        yield scp.or(() -> RsyncCommand.parse(words).map(FileProtocol.Rsync::new));
      }
      case Shell(), Unreadable() -> Optional.empty();
    };
  }
}
