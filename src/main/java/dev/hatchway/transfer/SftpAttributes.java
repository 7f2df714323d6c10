package dev.hatchway.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How attributes stand in a packet (draft-ietf-secsh-filexfer-02, section 5). */
final class SftpAttributes {
  private static final int SIZE = 1;
  private static final int OWNER = 2;
  private static final int PERMISSIONS = 4;
  private static final int TIMES = 8;
  private static final int EXTENDED = 0x8000_0000;

  /** The permission bits; the rest of the field is the kind of file, as in {@code st_mode}. */
  private static final int MODE = 07777;

  private SftpAttributes() {}

  static void write(SftpOutput out, Attributes attributes) {
    int seconds = seconds(attributes.modified());
    out.integer(SIZE | OWNER | PERMISSIONS | TIMES)
        .size(attributes.size())
        .integer(attributes.owner())
        .integer(attributes.group())
        .integer(kind(attributes.kind()) | attributes.mode())
        .integer(seconds)
        .integer(seconds);
  }

  /** Reads what is to change. Owners are read and left alone, since the tree has but one. */
  static Changes read(SftpInput in) throws TransferException {
    int flags = in.integer();
    OptionalLong size = (flags & SIZE) == 0 ? OptionalLong.empty() : OptionalLong.of(in.size());
    if ((flags & OWNER) != 0) {
      in.integer();
      in.integer();
    }
    OptionalInt mode =
        (flags & PERMISSIONS) == 0 ? OptionalInt.empty() : OptionalInt.of(in.integer() & MODE);
    Optional<Instant> modified = Optional.empty();
    if ((flags & TIMES) != 0) {
      in.integer();
      modified = Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(in.integer())));
    }
    if ((flags & EXTENDED) != 0) {
      throw TransferException.unsupported("extended attributes are not supported");
    }
    if (flags == OWNER) {
      throw TransferException.unsupported("the owner of a file cannot be changed");
    }
    return new Changes(size, mode, modified);
  }

  /** The type bits of {@code st_mode}, inode(7). */
  private static int kind(Attributes.Kind kind) {
    return switch (kind) {
      case FILE -> 0100000;
      case FOLDER -> 0040000;
      case LINK -> 0120000;
      case OTHER -> 0010000;
    };
  }

  /** Version 3 has 32 unsigned bits for a time, which last until 2106. */
  private static int seconds(Instant time) {
    return (int) Math.clamp(time.getEpochSecond(), 0L, 0xFFFF_FFFFL);
  }
}
