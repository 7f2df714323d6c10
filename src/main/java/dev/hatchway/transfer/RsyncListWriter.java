package dev.hatchway.transfer;

import java.io.IOException;
import java.util.Arrays;

/** Writes the list of files that a client of rsync is about to get. */
final class RsyncListWriter {
  private static final int TOP_FOLDER = 1;
  private static final int SIZE_BYTES = 3;
  private static final int TIME_BYTES = 4;
  private static final int LONGEST_SHORT = 255;

  private final RsyncOutput out;
  private final RsyncOptions options;
  private byte[] last = {};

  RsyncListWriter(RsyncOutput out, RsyncOptions options) {
    this.out = out;
    this.options = options;
  }

  /**
   * Writes an entry.
   *
   * @param top whether the client has asked for this very folder
   */
  void write(RsyncEntry entry, boolean top, int owner, int group) throws IOException {
    byte[] name = entry.name();
    int mismatch = Arrays.mismatch(last, name);
    int same = Math.min(mismatch < 0 ? name.length : mismatch, LONGEST_SHORT);
    int more = name.length - same;
    int flags = RsyncListReader.MORE_FLAGS | RsyncListReader.SAME_NAME;
    flags |= more > LONGEST_SHORT ? RsyncListReader.LONG_NAME : 0;
    flags |= top ? TOP_FOLDER : 0;
    flags |= entry.isPartial() ? RsyncListReader.SAME_MAJOR : 0;
    out.shortInteger(flags);
    out.unsignedByte(same);
    if (more > LONGEST_SHORT) {
      out.variable(more);
    } else {
      out.unsignedByte(more);
    }
    out.bytes(name, same, more);
    last = name;
    out.variableLong(entry.size(), SIZE_BYTES);
    out.variableLong(entry.seconds(), TIME_BYTES);
    out.integer(entry.mode());
    writeRest(entry, owner, group);
  }

  private void writeRest(RsyncEntry entry, int owner, int group) throws IOException {
    if (options.has(RsyncOption.OWNER)) {
      out.variable(owner);
    }
    if (options.has(RsyncOption.GROUP)) {
      out.variable(group);
    }
    switch (entry.kind()) {
      case LINK -> {
        out.variable(entry.more().length);
        out.bytes(entry.more());
      }
      case FILE -> out.bytes(entry.more());
      case FOLDER, OTHER -> {}
    }
  }

  /** Ends the list, also that of the names of owners, which has none. */
  void end(boolean incomplete, boolean safe) throws IOException {
    if (incomplete && safe) {
      out.shortInteger(RsyncListReader.MORE_FLAGS | RsyncListReader.ENDS_WITH_ERROR);
      out.variable(RsyncProtocol.LIST_INCOMPLETE);
    } else {
      out.unsignedByte(0);
    }
    if (!options.has(RsyncOption.NUMERIC_IDS)) {
      endNames(RsyncOption.OWNER);
      endNames(RsyncOption.GROUP);
    }
    if (incomplete && !safe) {
      out.message(RsyncProtocol.MESSAGE_LIST_INCOMPLETE, RsyncProtocol.LIST_INCOMPLETE);
    }
  }

  private void endNames(RsyncOption option) throws IOException {
    if (options.has(option)) {
      out.variable(0);
    }
  }
}
