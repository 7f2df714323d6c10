package dev.hatchway.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The packets that a client sends, one at a time in one buffer. A packet is valid until the next is
 * asked for. What cannot be read as a packet is a {@link ProtocolException}, after which the stream
 * has no known place to go on; a field that is cut is a {@link TransferException}.
 */
final class SftpInput {
  /** What OpenSSH accepts at most (sftp-common.h, SFTP_MAX_MSG_LENGTH). */
  static final int MOST_LENGTH = 256 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Enough for all but large writes, so that an idle session is small. */
  private static final int FIRST_CAPACITY = 8 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int start;
  private int end;
  private int position;
  private int limit;

  SftpInput(InputStream in) {
    this.in = in;
  }

  /** Goes to the next packet; false if the stream ended before it began. */
  boolean next() throws IOException {
    start = limit;
    if (!fill(Integer.BYTES)) {
      if (start == end) {
        return false;
      }
      throw new ProtocolException("the stream ended within a packet");
    }
    int length = (int) INT.get(buffer, start);
    if (length < 1 || length > MOST_LENGTH) {
      throw new ProtocolException(
          "a packet of " + Integer.toUnsignedString(length) + " bytes is none of SFTP");
    }
    if (!fill(Integer.BYTES + length)) {
      throw new ProtocolException("the stream ended within a packet");
    }
    position = start + Integer.BYTES;
    limit = position + length;
    return true;
  }

  /** Whether more of the stream can be read without waiting for it. */
  boolean hasMore() throws IOException {
    int waiting = end - limit;
    boolean whole =
        waiting >= Integer.BYTES
            && waiting - Integer.BYTES >= Integer.toUnsignedLong((int) INT.get(buffer, limit));
    return whole || in.available() > 0;
  }

  private boolean fill(int count) throws IOException {
    if (start == end || start + count > buffer.length) {
      makeRoom(count);
    }
    while (end - start < count) {
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  private void makeRoom(int count) {
    byte[] target = count > buffer.length ? new byte[Integer.BYTES + MOST_LENGTH] : buffer;
    System.arraycopy(buffer, start, target, 0, end - start);
    buffer = target;
    end -= start;
    limit = 0;
    start = 0;
  }

  int unsignedByte() throws TransferException {
    need(1);
    return Byte.toUnsignedInt(buffer[position++]);
  }

  int integer() throws TransferException {
    need(Integer.BYTES);
    int value = (int) INT.get(buffer, position);
    position += Integer.BYTES;
    return value;
  }

  /** Reads an offset or a size; the protocol's are unsigned, but no file is larger than 2^63. */
  long size() throws TransferException {
    long value = (long) integer() << Integer.SIZE | Integer.toUnsignedLong(integer());
    if (value < 0) {
      throw TransferException.malformed("no file is that large");
    }
    return value;
  }

  /** Reads a string as what it is, bytes within the buffer. */
  ByteBuffer bytes() throws TransferException {
    int length = integer();
    if (length < 0) {
      throw TransferException.malformed("the packet is cut");
    }
    need(length);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, position, length);
    position += length;
    return bytes;
  }

  String text() throws TransferException {
    ByteBuffer bytes = bytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw TransferException.failure("a file name must be UTF-8");
    }
  }

  String path() throws TransferException {
    String path = text();
    if (path.indexOf('\0') >= 0) {
      throw TransferException.failure("a file name cannot hold a NUL");
    }
    return path;
  }

  private void need(int count) throws TransferException {
    if (limit - position < count) {
      throw TransferException.malformed("the packet is cut");
    }
  }
}
