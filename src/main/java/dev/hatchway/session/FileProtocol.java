package dev.hatchway.session;

import dev.hatchway.transfer.RsyncCommand;
import dev.hatchway.transfer.ScpCommand;

/** How a client sends and gets files. */
public sealed interface FileProtocol {
  /** The subsystem. */
  record Sftp() implements FileProtocol {}

  /** The far end of {@code scp -O}. */
  record Scp(ScpCommand command) implements FileProtocol {}

  /** The far end of {@code rsync}. */
  record Rsync(RsyncCommand command) implements FileProtocol {}
}
