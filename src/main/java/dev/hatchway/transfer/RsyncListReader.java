package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the list of files that a client of rsync is about to send. */
final class RsyncListReader {
  static final int SAME_MODE = 1 << 1;
  static final int MORE_FLAGS = 1 << 2;
  static final int SAME_OWNER = 1 << 3;
  static final int SAME_GROUP = 1 << 4;
  static final int SAME_NAME = 1 << 5;
  static final int LONG_NAME = 1 << 6;
  static final int SAME_TIME = 1 << 7;

  /**
   * Of a device: its major number is that of the one before. Of a folder: it is without content.
   */
  static final int SAME_MAJOR = 1 << 8;

  static final int OWNER_NAME_FOLLOWS = 1 << 10;
  static final int GROUP_NAME_FOLLOWS = 1 << 11;

  /** Only with {@link #MORE_FLAGS} and nothing else: the list ends, and with errors. */
  static final int ENDS_WITH_ERROR = 1 << 12;

  private static final int SIZE_BYTES = 3;
  private static final int TIME_BYTES = 4;

  /** Some ten thousand years. */
  private static final long MOST_SECONDS = 1L << 38;

  private final RsyncInput in;
  private final RsyncOptions options;
  private final RsyncList list = new RsyncList();
  private byte[] name = {};
  private long seconds;
  private int mode;
  private boolean incomplete;

  RsyncListReader(RsyncInput in, RsyncOptions options) {
    this.in = in;
    this.options = options;
  }

  /** Whether the client could not read all that it was to list. */
  boolean isIncomplete() {
    return incomplete;
  }

  RsyncList read() throws IOException {
    for (int flags = flags(); flags != 0; flags = flags()) {
      if (flags == (MORE_FLAGS | ENDS_WITH_ERROR)) {
        incomplete = in.variable() != 0;
        break;
      }
      list.add(entry(flags));
    }
    if (!options.has(RsyncOption.NUMERIC_IDS)) {
      skipNames(RsyncOption.OWNER);
      skipNames(RsyncOption.GROUP);
    }
    return list;
  }

  private int flags() throws IOException {
    int flags = in.unsignedByte();
    return (flags & MORE_FLAGS) == 0 ? flags : flags | (in.unsignedByte() << Byte.SIZE);
  }

  private RsyncEntry entry(int flags) throws IOException {
    readName(flags);
    long size = in.variableLong(SIZE_BYTES);
    if (size < 0) {
      throw new ProtocolException("a file of a negative size");
    }
    seconds = (flags & SAME_TIME) == 0 ? time() : seconds;
    mode = (flags & SAME_MODE) == 0 ? in.integer() : mode;
    skipOwner(flags);
    RsyncEntry entry = new RsyncEntry(name, mode, size, seconds, (flags & SAME_MAJOR) != 0);
    return switch (entry.kind()) {
      case OTHER -> {
        skipDevice(entry, flags);
        yield entry;
      }
      case LINK -> options.has(RsyncOption.LINKS) ? entry.with(in.bytes(in.variable())) : entry;
      case FILE -> options.has(RsyncOption.CHECKSUM) ? entry.with(digest()) : entry;
      case FOLDER -> entry;
    };
  }

  private byte[] digest() throws IOException {
    return in.bytes(RsyncProtocol.DIGEST_BYTES);
  }

  /** Seconds that no calendar has would be no time of a file either. */
  private long time() throws IOException {
    long time = in.variableLong(TIME_BYTES);
    if (time < -MOST_SECONDS || time > MOST_SECONDS) {
      throw new ProtocolException("a file of no known time");
    }
    return time;
  }

  private void readName(int flags) throws IOException {
    int same = (flags & SAME_NAME) == 0 ? 0 : in.unsignedByte();
    int more = (flags & LONG_NAME) == 0 ? in.unsignedByte() : in.variable();
    RsyncInput.checked(same, name.length);
    RsyncInput.checked(more, RsyncProtocol.LONGEST_NAME - same);
    byte[] next = Arrays.copyOf(name, same + more);
    in.fill(next, same, more);
    name = checked(next);
  }

  /** A name leads down, step by step, so that nobody is led elsewhere; only the top is a dot. */
  private byte[] checked(byte[] found) throws ProtocolException {
    String text = new String(found, StandardCharsets.ISO_8859_1);
    boolean relative = options.has(RsyncOption.RELATIVE);
    String below = relative && text.startsWith("/") ? text.substring(1) : text;
    for (String step : text.equals(".") ? new String[0] : below.split("/", -1)) {
      if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
        throw new ProtocolException("a list with an unsafe name");
      }
    }
    return found;
  }

  private void skipOwner(int flags) throws IOException {
    if (options.has(RsyncOption.OWNER) && (flags & SAME_OWNER) == 0) {
      in.variable();
      skipName(flags & OWNER_NAME_FOLLOWS);
    }
    if (options.has(RsyncOption.GROUP) && (flags & SAME_GROUP) == 0) {
      in.variable();
      skipName(flags & GROUP_NAME_FOLLOWS);
    }
  }

  private void skipName(int follows) throws IOException {
    if (follows != 0) {
      in.skip(in.unsignedByte());
    }
  }

  private void skipDevice(RsyncEntry entry, int flags) throws IOException {
    RsyncOption kind = entry.isDevice() ? RsyncOption.DEVICES : RsyncOption.SPECIALS;
    if (options.has(kind)) {
      if ((flags & SAME_MAJOR) == 0) {
        in.variable();
      }
      in.variable();
    }
  }

  /** Names of owners by their number; files belong to whoever runs a program here. */
  private void skipNames(RsyncOption option) throws IOException {
    if (options.has(option)) {
      while (in.variable() != 0) {
        in.skip(in.unsignedByte());
      }
    }
  }
}
