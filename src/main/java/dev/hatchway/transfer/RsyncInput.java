package dev.hatchway.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.function.IntConsumer;

/**
 * What the client of rsync sends: numbers of several forms and bytes, later in frames, with
 * messages in between. Before it waits for more, what is to be said is sent. Whatever cannot be
 * read is a {@link ProtocolException}, after which the stream has no known place to go on.
 */
final class RsyncInput {
  private static final int CAPACITY = 64 * 1024;

  private static final int LONG_FORM = 0x80;

  private static final int WIDE_INDEX = 0xFE;
  private static final int NEGATIVE_INDEX = 0xFF;

  private final InputStream in;
  private final RsyncOutput out;
  private final byte[] buffer = new byte[CAPACITY];
  private int position;
  private int limit;
  private long count;
  private boolean framed;
  private int frame;
  private int lastIndex = -1;
  private boolean incomplete;
  private IntConsumer notSent = index -> {};

  RsyncInput(InputStream in, RsyncOutput out) {
    this.in = in;
    this.out = out;
  }

  /** From now on everything comes in frames. */
  void beginFrames() {
    framed = true;
  }

  /** Is told the index of each file that the client wants to send and cannot. */
  void onNotSent(IntConsumer listener) {
    notSent = listener;
  }

  /** Whether the client has said that its list of files is not complete. */
  boolean isIncomplete() {
    return incomplete;
  }

  /** How many bytes were read so far. */
  long count() {
    return count;
  }

  /** Waits for bytes; false if a message came instead, which may have changed the world. */
  boolean awaitBytes() throws IOException {
    if (!framed || frame > 0) {
      return true;
    }
    int head = rawInteger();
    int length = head & RsyncProtocol.LONGEST_FRAME;
    int message = (head >>> (Byte.SIZE * 3)) - RsyncProtocol.FRAME_BASE;
    if (message == RsyncProtocol.MESSAGE_DATA) {
      frame = length;
      return frame > 0;
    }
    take(message, length);
    return false;
  }

  private void take(int message, int length) throws IOException {
    boolean number = length == Integer.BYTES;
    if (message == RsyncProtocol.MESSAGE_NOT_SENT && number) {
      notSent.accept(rawInteger());
    } else if (message == RsyncProtocol.MESSAGE_LIST_INCOMPLETE && number) {
      incomplete |= rawInteger() != 0;
    } else if (message < 0 || message > RsyncProtocol.MESSAGE_NOT_SENT) {
      throw new ProtocolException("a frame of unknown kind");
    } else {
      // Texts are for the user, who sits at the other side.
      for (int skipped = 0; skipped < length; skipped++) {
        rawByte();
      }
    }
  }

  private int rawByte() throws IOException {
    if (position == limit) {
      out.flush();
      limit = in.read(buffer, 0, CAPACITY);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        throw new EOFException("the other side went away");
      }
      count += limit;
    }
    return Byte.toUnsignedInt(buffer[position++]);
  }

  private int rawInteger() throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      value |= rawByte() << shift;
    }
    return value;
  }

  int unsignedByte() throws IOException {
    while (!awaitBytes()) {
      // The message is dealt with; the byte is still to come.
    }
    frame -= framed ? 1 : 0;
    return rawByte();
  }

  /** Reads some bytes, at least one. */
  int some(byte[] target, int most) throws IOException {
    target[0] = (byte) unsignedByte();
    int ready = Math.min(most - 1, limit - position);
    int more = framed ? Math.min(ready, frame) : ready;
    System.arraycopy(buffer, position, target, 1, more);
    position += more;
    frame -= framed ? more : 0;
    return more + 1;
  }

  void fill(byte[] target, int from, int length) throws IOException {
    for (int at = 0; at < length; at++) {
      target[from + at] = (byte) unsignedByte();
    }
  }

  byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[checked(length, RsyncProtocol.LONGEST_NAME)];
    fill(bytes, 0, length);
    return bytes;
  }

  void skip(long length) throws IOException {
    byte[] piece = new byte[Math.clamp(length, 1, CAPACITY)];
    for (long rest = length; rest > 0; ) {
      rest -= some(piece, (int) Math.min(rest, piece.length));
    }
  }

  int integer() throws IOException {
    return shortInteger() | (shortInteger() << Short.SIZE);
  }

  int shortInteger() throws IOException {
    return unsignedByte() | (unsignedByte() << Byte.SIZE);
  }

  /** Reads a number that is short if it is small. */
  int variable() throws IOException {
    long value = variableLong(1);
    if (value != (int) value && value >>> Integer.SIZE != 0) {
      throw new ProtocolException("a number that is too large");
    }
    return (int) value;
  }

  /** Reads a number of at least so many bytes; the first says how many more there are. */
  long variableLong(int least) throws IOException {
    int first = unsignedByte();
    int more = Integer.numberOfLeadingZeros(~(first << (Byte.SIZE * 3)));
    if (least - 1 + more > Long.BYTES) {
      throw new ProtocolException("a number that is too large");
    }
    long value = 0;
    int shift = 0;
    for (int read = 0; read < least - 1 + more; read++, shift += Byte.SIZE) {
      value |= (long) unsignedByte() << shift;
    }
    long highest = first & (0xFF >> (more + 1));
    return shift < Long.SIZE ? value | (highest << shift) : value;
  }

  /** Reads a text with its length before it, which is of one byte or of two. */
  byte[] shortText() throws IOException {
    int length = unsignedByte();
    if ((length & LONG_FORM) != 0) {
      length = ((length & ~LONG_FORM) << Byte.SIZE) | unsignedByte();
    }
    return bytes(length);
  }

  /** Reads the index of a file as its distance from the one before, or {@code DONE}. */
  int index() throws IOException {
    int first = unsignedByte();
    if (first == 0) {
      return RsyncProtocol.DONE;
    }
    if (first == NEGATIVE_INDEX) {
      throw new ProtocolException("an index that is none of a file");
    }
    lastIndex = first == WIDE_INDEX ? wideIndex() : lastIndex + first;
    if (lastIndex < 0) {
      throw new ProtocolException("an index that is none of a file");
    }
    return lastIndex;
  }

  private int wideIndex() throws IOException {
    int high = unsignedByte();
    int low = unsignedByte();
    return (high & LONG_FORM) == 0
        ? lastIndex + ((high << Byte.SIZE) | low)
        : ((high & ~LONG_FORM) << (Byte.SIZE * 3)) | (shortInteger() << Byte.SIZE) | low;
  }

  /** Returns the length if it is one, and small enough to make room for. */
  static int checked(int length, int most) throws ProtocolException {
    if (length < 0 || length > most) {
      throw new ProtocolException(
          "a length of " + length + ", where at most " + most + " are allowed");
    }
    return length;
  }
}
