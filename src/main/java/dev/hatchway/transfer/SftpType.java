package dev.hatchway.transfer;

import java.util.Arrays;
import java.util.Optional;

/** The requests of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 3). */
enum SftpType {
  OPEN(3),
  CLOSE(4),
  READ(5),
  WRITE(6),
  LSTAT(7),
  FSTAT(8),
  SETSTAT(9),
  FSETSTAT(10),
  OPENDIR(11),
  READDIR(12),
  REMOVE(13),
  MKDIR(14),
  RMDIR(15),
  REALPATH(16),
  STAT(17),
  RENAME(18),
  READLINK(19),
  SYMLINK(20),
  EXTENDED(200);

  /** The first packet of a session, without a request id; so it is none of the above. */
  static final int INIT = 1;

  private static final SftpType[] ALL = values();

  private final int code;

  SftpType(int code) {
    this.code = code;
  }

  static Optional<SftpType> of(int code) {
    return Arrays.stream(ALL).filter(type -> type.code == code).findFirst();
  }
}
