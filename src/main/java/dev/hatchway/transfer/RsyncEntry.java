package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** One line of a list of files, small, since there may be many. The top is called {@code .}. */
final class RsyncEntry {
  private static final int KIND = 0170000;
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int PERMISSIONS = 07777;

  /** About what an entry needs besides its name. */
  static final int BYTES = 80;

  private static final byte[] TOP = {'.'};
  private static final byte[] NOTHING = {};

  private final byte[] name;
  private final int mode;
  private final long size;
  private final long seconds;
  private final boolean partial;
  private byte[] more = NOTHING;
  private int root;

  /**
   * @param mode as in stat(2), with the kind of file
   * @param seconds since 1970, when it was changed
   * @param partial a folder of which the list does not tell what is in it
   */
  RsyncEntry(byte[] name, int mode, long size, long seconds, boolean partial) {
    this.name = name;
    this.mode = mode;
    this.size = size;
    this.seconds = seconds;
    this.partial = partial;
  }

  /** The entry of something in a tree. */
  static RsyncEntry of(String name, Attributes attributes, boolean partial) {
    int kind =
        switch (attributes.kind()) {
          case FILE -> FILE;
          case FOLDER -> FOLDER;
          case LINK -> LINK;
          case OTHER -> 0;
        };
    return new RsyncEntry(
        name.getBytes(StandardCharsets.UTF_8),
        kind | attributes.mode(),
        attributes.size(),
        attributes.modified().getEpochSecond(),
        partial);
  }

  /** With the target of a link, or the MD5 of a file. */
  RsyncEntry with(byte[] added) {
    more = added;
    return this;
  }

  /** As one of those that are below that one of several roots. */
  RsyncEntry below(int number) {
    root = number;
    return this;
  }

  int root() {
    return root;
  }

  byte[] name() {
    return name;
  }

  byte[] more() {
    return more;
  }

  int mode() {
    return mode;
  }

  int permissions() {
    return mode & PERMISSIONS;
  }

  long size() {
    return size;
  }

  long seconds() {
    return seconds;
  }

  Instant modified() {
    return Instant.ofEpochSecond(seconds);
  }

  boolean isPartial() {
    return partial;
  }

  boolean isTop() {
    return Arrays.equals(name, TOP);
  }

  Attributes.Kind kind() {
    return switch (mode & KIND) {
      case FILE -> Attributes.Kind.FILE;
      case FOLDER -> Attributes.Kind.FOLDER;
      case LINK -> Attributes.Kind.LINK;
      default -> Attributes.Kind.OTHER;
    };
  }

  /** Whether it is a device, and not a pipe or a socket. */
  boolean isDevice() {
    return (mode & KIND) == CHARACTER_DEVICE || (mode & KIND) == BLOCK_DEVICE;
  }

  boolean isFolder() {
    return kind() == Attributes.Kind.FOLDER;
  }

  /** Whether it is below the folder. */
  boolean isIn(RsyncEntry folder) {
    int length = folder.name.length;
    return folder.isTop()
        || (name.length > length
            && name[length] == '/'
            && Arrays.equals(name, 0, length, folder.name, 0, length));
  }

  /** The name as text for a path; names that are none are refused as they are in SFTP. */
  String text() throws TransferException {
    return text(name);
  }

  /** The target of a link as text. */
  String target() throws TransferException {
    return text(more);
  }

  private String text(byte[] bytes) throws TransferException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw TransferException.failure(shown() + ": a file name must be UTF-8");
    }
  }

  /** The name for a message; it need not be text. */
  String shown() {
    return new String(name, StandardCharsets.UTF_8);
  }
}
