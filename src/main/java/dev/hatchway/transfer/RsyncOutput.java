package dev.hatchway.transfer;

import dev.hatchway.model.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is said to the client of rsync: numbers of several forms and bytes, later in frames, with
 * messages in between. It is sent when there is much of it, or when {@link #flush} is called.
 */
final class RsyncOutput {
  private static final int CAPACITY = 32 * 1024;

  /** Characters of a text with a path in it that are worth showing. */
  private static final int LONGEST_SHOWN = 1000;

  private static final int WIDE_INDEX = 0xFE;
  private static final int MOST_DISTANCE = 0x7FFF;

  private final OutputStream out;
  private final byte[] buffer = new byte[Integer.BYTES + CAPACITY];
  private int end = Integer.BYTES;
  private long count;
  private boolean framed;
  private int lastIndex = -1;
  private int code;

  RsyncOutput(OutputStream out) {
    this.out = out;
  }

  /** From now on everything goes in frames. */
  void beginFrames() throws IOException {
    flush();
    framed = true;
  }

  /** How many bytes were written so far. */
  long count() {
    return count;
  }

  /** How the transfer has to end by what was said so far, in codes of rsync(1); 0 is well. */
  int code() {
    return code;
  }

  void fail() {
    code = Math.max(code, RsyncProtocol.PARTIAL);
  }

  /** Tells the user that one file could not be done. */
  void refuse(String message) throws IOException {
    fail();
    text(RsyncProtocol.MESSAGE_ERROR_OF_FILE, message);
  }

  /** Tells the user something. */
  void tell(String message) throws IOException {
    text(RsyncProtocol.MESSAGE_INFO, message);
  }

  /** Tells the user why nothing goes on, and the client to end with a code. */
  void giveUp(String message, int reason) throws IOException {
    code = reason;
    text(RsyncProtocol.MESSAGE_ERROR, message);
    message(RsyncProtocol.MESSAGE_END, littleEndian(reason));
    flush();
  }

  private void text(int kind, String message) throws IOException {
    String line = "rsync: " + Printable.of(message, LONGEST_SHOWN) + "\n";
    message(kind, line.getBytes(StandardCharsets.UTF_8));
  }

  /** Says something about a file. */
  void message(int kind, int index) throws IOException {
    message(kind, littleEndian(index));
  }

  void message(int kind, byte[] bytes) throws IOException {
    flush();
    int head = ((kind + RsyncProtocol.FRAME_BASE) << (Byte.SIZE * 3)) | bytes.length;
    send(littleEndian(head), 0, Integer.BYTES);
    send(bytes, 0, bytes.length);
  }

  void flush() throws IOException {
    int length = end - Integer.BYTES;
    if (length == 0) {
      return;
    }
    int head = (RsyncProtocol.FRAME_BASE << (Byte.SIZE * 3)) | length;
    System.arraycopy(littleEndian(head), 0, buffer, 0, Integer.BYTES);
    int from = framed ? 0 : Integer.BYTES;
    int to = end;
    end = Integer.BYTES;
    send(buffer, from, to - from);
  }

  private void send(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    count += length;
  }

  private static byte[] littleEndian(int value) {
    return new byte[] {
      (byte) value,
      (byte) (value >> Byte.SIZE),
      (byte) (value >> (Byte.SIZE * 2)),
      (byte) (value >> (Byte.SIZE * 3))
    };
  }

  void unsignedByte(int value) throws IOException {
    if (end == buffer.length) {
      flush();
    }
    buffer[end++] = (byte) value;
  }

  void bytes(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (end == buffer.length) {
        flush();
      }
      int piece = Math.min(length - done, buffer.length - end);
      System.arraycopy(bytes, from + done, buffer, end, piece);
      end += piece;
      done += piece;
    }
  }

  void bytes(byte[] bytes) throws IOException {
    bytes(bytes, 0, bytes.length);
  }

  void integer(int value) throws IOException {
    bytes(littleEndian(value));
  }

  void shortInteger(int value) throws IOException {
    unsignedByte(value);
    unsignedByte(value >> Byte.SIZE);
  }

  void variable(int value) throws IOException {
    variableLong(Integer.toUnsignedLong(value), 1);
  }

  /** Writes a number in at least so many bytes; the first says how many more there are. */
  void variableLong(long value, int least) throws IOException {
    int length = Math.max(least, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / Byte.SIZE);
    int highest = (int) (value >>> (Byte.SIZE * (length - 1))) & 0xFF;
    if (highest >= 1 << (Byte.SIZE - 1 - (length - least))) {
      // No room for the highest byte beside the bits that say how many there are.
      unsignedByte(~(0xFF >> (length - least + 1)));
      littleEndian(value, length);
    } else {
      unsignedByte(highest | ~(0xFF >> (length - least)));
      littleEndian(value, length - 1);
    }
  }

  private void littleEndian(long value, int length) throws IOException {
    for (int at = 0; at < length; at++) {
      unsignedByte((int) (value >>> (Byte.SIZE * at)));
    }
  }

  void shortText(byte[] bytes) throws IOException {
    if (bytes.length > 0x7F) {
      unsignedByte(0x80 | (bytes.length >> Byte.SIZE));
    }
    unsignedByte(bytes.length);
    bytes(bytes);
  }

  void done() throws IOException {
    unsignedByte(0);
  }

  /** Writes the index of a file as its distance from the one before. */
  void index(int index) throws IOException {
    int distance = index - lastIndex;
    lastIndex = index;
    if (distance > 0 && distance < WIDE_INDEX) {
      unsignedByte(distance);
      return;
    }
    unsignedByte(WIDE_INDEX);
    if (distance >= 0 && distance <= MOST_DISTANCE) {
      unsignedByte(distance >> Byte.SIZE);
      unsignedByte(distance);
    } else {
      unsignedByte((index >> (Byte.SIZE * 3)) | 0x80);
      unsignedByte(index);
      shortInteger(index >> Byte.SIZE);
    }
  }
}
