package dev.hatchway.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an archive from a stream, entry by entry (POSIX.1-2024, pax Interchange Format, and the
 * long names of GNU). It closes nothing.
 */
public final class TarReader {
  private static final int NAME = 100;
  private static final int MODE_AT = 100;
  private static final int USER_AT = 108;
  private static final int GROUP_AT = 116;
  private static final int SIZE_AT = 124;
  private static final int TIME_AT = 136;
  private static final int TYPE_AT = 156;
  private static final int TARGET_AT = 157;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;
  private static final int SHORT_NUMBER = 8;
  private static final int LONG_NUMBER = 12;
  private static final int PERMISSIONS = 07777;

  /** Of one extended head; the names of Linux are at most 4096 bytes long. */
  private static final int LARGEST_HEAD = 1024 * 1024;

  private final InputStream in;
  private final byte[] block = new byte[TarHead.BLOCK];
  private long left;
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * Goes on to the next entry, over what has not been read of this one.
   *
   * @return empty at the end of the archive
   * @throws EOFException if the archive is cut
   * @throws IOException if it is none
   */
  public Optional<TarEntry> next() throws IOException {
    Map<String, String> extended = new HashMap<>();
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      if (!readBlock() || isEmpty()) {
        return Optional.empty();
      }
      long size = number(SIZE_AT, LONG_NUMBER);
      switch (block[TYPE_AT]) {
        case 'x' -> records(text(size), extended);
        case 'g' -> begin(size);
        case 'L' -> extended.put("path", withoutEnd(text(size)));
        case 'K' -> extended.put("linkpath", withoutEnd(text(size)));
        default -> {
          return Optional.of(entry(size, extended));
        }
      }
    }
  }

  /** Reads bytes of the entry; -1 at its end. */
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the archive ends within a file");
    }
    left -= count;
    return count;
  }

  /** Goes over that many bytes of the entry, as far as there are any. */
  public void skip(long count) throws IOException {
    long over = Math.min(count, left);
    in.skipNBytes(over);
    left -= over;
  }

  private TarEntry entry(long size, Map<String, String> extended) throws IOException {
    TarEntry.Kind kind =
        switch (block[TYPE_AT]) {
          case '0', '7', 0 -> TarEntry.Kind.FILE;
          case '5' -> TarEntry.Kind.FOLDER;
          case '2' -> TarEntry.Kind.LINK;
          default -> TarEntry.Kind.OTHER;
        };
    long bytes = extended.containsKey("size") ? number(extended, "size", 0) : size;
    begin(bytes);
    return new TarEntry(
        extended.getOrDefault("path", name()),
        kind,
        bytes,
        (int) number(MODE_AT, SHORT_NUMBER) & PERMISSIONS,
        number(extended, "uid", number(USER_AT, SHORT_NUMBER)),
        number(extended, "gid", number(GROUP_AT, SHORT_NUMBER)),
        modified(extended),
        extended.getOrDefault("linkpath", field(TARGET_AT, NAME)));
  }

  private void begin(long size) throws IOException {
    if (size < 0) {
      throw new IOException("not a tar archive: a size of " + size);
    }
    left = size;
    padding = TarHead.padding(size).length;
  }

  private String name() {
    String prefix = field(PREFIX_AT, PREFIX);
    String name = field(0, NAME);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private Instant modified(Map<String, String> extended) throws IOException {
    try {
      String exact = extended.get("mtime");
      return exact == null
          ? Instant.ofEpochSecond(number(TIME_AT, LONG_NUMBER))
          : Instant.ofEpochMilli(Math.round(Double.parseDouble(exact) * 1000));
    } catch (NumberFormatException | DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /** Returns false if the stream ends here, where a block would begin. */
  private boolean readBlock() throws IOException {
    int count = in.readNBytes(block, 0, TarHead.BLOCK);
    if (count > 0 && count < TarHead.BLOCK) {
      throw new EOFException("the archive ends within a head");
    }
    return count > 0;
  }

  private boolean isEmpty() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private String text(long size) throws IOException {
    if (size < 0 || size > LARGEST_HEAD) {
      throw new IOException("not a tar archive: an extended head of " + size + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("the archive ends within a head");
    }
    in.skipNBytes(TarHead.padding(size).length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Each record is its own length in bytes, a space, key, equals sign, value and a newline. */
  private static void records(String text, Map<String, String> extended) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      int length = 0;
      while (space < bytes.length && bytes[space] != ' ') {
        length = length * 10 + bytes[space++] - '0';
      }
      if (length <= space - at + 1 || length > bytes.length - at) {
        throw new IOException("not a tar archive: a record of " + length + " bytes");
      }
      String record = new String(bytes, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        extended.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at += length;
    }
  }

  private static String withoutEnd(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static long number(Map<String, String> extended, String key, long otherwise)
      throws IOException {
    String text = extended.get(key);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive: " + key + " is no number", e);
    }
  }

  private String field(int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  /** Octal digits, or, with the first bit set, the number itself (GNU). */
  private long number(int at, int length) throws IOException {
    if ((block[at] & 0x80) != 0) {
      long value = block[at] & 0x7F;
      for (int i = at + 1; i < at + length; i++) {
        value = (value << 8) | (block[i] & 0xFF);
      }
      return value;
    }
    String digits = field(at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar archive: a number " + digits.length() + " long", e);
    }
  }
}
