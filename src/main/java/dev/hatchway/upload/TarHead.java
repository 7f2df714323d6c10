package dev.hatchway.upload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The head of one entry of a tar archive (POSIX.1-2024, pax Interchange Format): one block, with
 * extended records before it where a name or a number does not fit.
 */
final class TarHead {
  static final int BLOCK = 512;

  private static final int NAME = 100;
  private static final int MODE_AT = 100;
  private static final int USER_AT = 108;
  private static final int GROUP_AT = 116;
  private static final int SIZE_AT = 124;
  private static final int TIME_AT = 136;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;

  /** Digits of octal that fit with the byte that ends them. */
  private static final int SHORT_NUMBER = 7;

  private static final int LONG_NUMBER = 11;
  private static final long LARGEST_ID = (1L << (3 * SHORT_NUMBER)) - 1;
  private static final long LARGEST_SIZE = (1L << (3 * LONG_NUMBER)) - 1;

  private final long user;
  private final long group;

  TarHead(long user, long group) {
    this.user = user;
    this.group = group;
  }

  byte[] of(String path, Type type, long size, int mode, long seconds) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (name.length > NAME || !isAscii(name)) {
      records.writeBytes(record("path", path));
    }
    recordIfLarge(records, "uid", user, LARGEST_ID);
    recordIfLarge(records, "gid", group, LARGEST_ID);
    recordIfLarge(records, "size", size, LARGEST_SIZE);
    if (records.size() > 0) {
      byte[] extended = records.toByteArray();
      head.writeBytes(block("pax".getBytes(StandardCharsets.US_ASCII), 'x', extended.length, 0, 0));
      head.writeBytes(extended);
      head.writeBytes(padding(extended.length));
    }
    head.writeBytes(block(name, type.flag, size, mode, seconds));
    return head.toByteArray();
  }

  /** The zeros that fill up the last block of so many bytes. */
  static byte[] padding(long size) {
    return new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
  }

  private byte[] block(byte[] name, char type, long size, int mode, long seconds) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
    octal(block, MODE_AT, mode, SHORT_NUMBER);
    octal(block, USER_AT, Math.min(user, LARGEST_ID), SHORT_NUMBER);
    octal(block, GROUP_AT, Math.min(group, LARGEST_ID), SHORT_NUMBER);
    octal(block, SIZE_AT, Math.min(size, LARGEST_SIZE), LONG_NUMBER);
    octal(block, TIME_AT, Math.max(0, seconds), LONG_NUMBER);
    block[TYPE_AT] = (byte) type;
    byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, block, MAGIC_AT, magic.length);
    Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    octal(block, CHECKSUM_AT, sum, CHECKSUM - 2);
    block[CHECKSUM_AT + CHECKSUM - 2] = 0;
    return block;
  }

  private static void octal(byte[] block, int at, long value, int digits) {
    String text = String.format(Locale.ROOT, "%0" + digits + "o", value);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, bytes.length - digits, block, at, digits);
  }

  /** A record counts its own length, digits included. */
  private static byte[] record(String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length + 1;
    while (Integer.toString(length).length() + rest.length != length) {
      length++;
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(rest);
    return record.toByteArray();
  }

  private static void recordIfLarge(
      ByteArrayOutputStream records, String key, long value, long largest) {
    if (value > largest) {
      records.writeBytes(record(key, Long.toString(value)));
    }
  }

  private static boolean isAscii(byte[] name) {
    for (byte b : name) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** What an entry is. */
  enum Type {
    FILE('0'),
    FOLDER('5');

    private final char flag;

    Type(char flag) {
      this.flag = flag;
    }
  }
}
