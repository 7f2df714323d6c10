package dev.hatchway.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answers to a client, collected in one buffer until it is worth sending them: a client that
 * has sixty writes under way gets their answers in few packets of SSH.
 */
final class SftpOutput {
  static final int OK = 0;
  static final int END_OF_FILE = 1;

  /** What is sent without waiting for more: the usual packet of an SSH channel. */
  static final int WORTH_SENDING = 32 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_CAPACITY = 4 * 1024;
  private static final int STATUS = 101;

  private final OutputStream out;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int packet;
  private int end;

  SftpOutput(OutputStream out) {
    this.out = out;
  }

  /** Begins an answer; what was begun and not ended is forgotten. */
  SftpOutput begin(int type, int id) {
    end = packet;
    return integer(0).unsignedByte(type).integer(id);
  }

  void end() throws IOException {
    INT.set(buffer, packet, end - packet - Integer.BYTES);
    packet = end;
    if (end >= WORTH_SENDING) {
      flush();
    }
  }

  void flush() throws IOException {
    if (packet > 0) {
      out.write(buffer, 0, packet);
      out.flush();
      packet = 0;
      end = 0;
    }
  }

  void status(int id, int code, String message) throws IOException {
    begin(STATUS, id).integer(code).text(message).text("en").end();
  }

  SftpOutput unsignedByte(int value) {
    room(1);
    buffer[end++] = (byte) value;
    return this;
  }

  SftpOutput integer(int value) {
    room(Integer.BYTES);
    INT.set(buffer, end, value);
    end += Integer.BYTES;
    return this;
  }

  SftpOutput size(long value) {
    return integer((int) (value >>> Integer.SIZE)).integer((int) value);
  }

  SftpOutput text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    integer(bytes.length).room(bytes.length);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
    return this;
  }

  /** Returns the length of the answer so far. */
  int length() {
    return end - packet;
  }

  /** Replaces a number that was not known when its place was due. */
  void patch(int place, int value) {
    INT.set(buffer, packet + place, value);
  }

  /** Returns the space behind the answer so far, to be filled and then {@link #skip}ped. */
  ByteBuffer space(int count) {
    room(count);
    return ByteBuffer.wrap(buffer, end, count);
  }

  void skip(int count) {
    end += count;
  }

  private SftpOutput room(int count) {
    if (buffer.length - end < count) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + count));
    }
    return this;
  }
}
