package dev.hatchway.stream;

import java.nio.ByteBuffer;

/**
 * The last bytes of one output of a program, for whoever comes to it later. It takes no more memory
 * than there were bytes.
 */
final class LastOutput {
  private static final byte LINE_FEED = '\n';
  private static final byte ESCAPE = 0x1b;
  private static final int SMALLEST = 1024;

  private final int most;
  private byte[] ring = new byte[0];
  private long written;

  /**
   * @param most bytes that are kept
   */
  LastOutput(int most) {
    this.most = most;
  }

  /** Takes all bytes of the buffer, of which it keeps the last ones. */
  void append(ByteBuffer bytes) {
    int skipped = Math.max(0, bytes.remaining() - most);
    bytes.position(bytes.position() + skipped);
    written += skipped;
    makeRoomFor(bytes.remaining());
    while (bytes.hasRemaining()) {
      int at = (int) (written % ring.length);
      int count = Math.min(bytes.remaining(), ring.length - at);
      bytes.get(ring, at, count);
      written += count;
    }
  }

  /**
   * Returns what is kept, oldest first. If something older is lost, it begins behind an end of line
   * or with an escape sequence, so that it does not begin within a character or a sequence.
   */
  ByteBuffer bytes() {
    int length = (int) Math.min(written, ring.length);
    byte[] bytes = new byte[length];
    int start = length == 0 ? 0 : (int) ((written - length) % ring.length);
    int first = Math.min(length, ring.length - start);
    System.arraycopy(ring, start, bytes, 0, first);
    System.arraycopy(ring, 0, bytes, first, length - first);
    return ByteBuffer.wrap(bytes).position(written > length ? beginning(bytes) : 0);
  }

  private static int beginning(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ESCAPE) {
        return i;
      }
      if (bytes[i] == LINE_FEED) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The ring grows until it has its full size; before that nothing in it has been overwritten. */
  private void makeRoomFor(int count) {
    long needed = written + count;
    if (ring.length >= most || needed <= ring.length) {
      return;
    }
    int size = (int) Math.min(most, Math.max(SMALLEST, Long.highestOneBit(needed) * 2));
    byte[] larger = new byte[size];
    int length = (int) Math.min(written, ring.length);
    if (written <= size) {
      System.arraycopy(ring, 0, larger, 0, length);
    }
    ring = larger;
  }
}
