package dev.hatchway.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The last bytes of one output of a program, for whoever comes to it later. It takes no more memory
 * than there were bytes. Of a terminal's output it also knows what the bytes that are lost had set
 * up there.
 */
final class LastOutput {
  private static final byte LINE_FEED = '\n';
  private static final byte ESCAPE = 0x1b;
  private static final int SMALLEST = 1024;
  private static final byte[] NOTHING = {};

  private final int most;
  private final Optional<TerminalModes> lost;
  private byte[] ring = new byte[0];
  private long written;

  /**
   * @param most bytes that are kept
   * @param terminal whether a terminal takes them
   */
  LastOutput(int most, boolean terminal) {
    this.most = most;
    this.lost = terminal && most > 0 ? Optional.of(new TerminalModes()) : Optional.empty();
  }

  /** Takes all bytes of the buffer, of which it keeps the last ones. */
  void append(ByteBuffer bytes) {
    int skipped = Math.max(0, bytes.remaining() - most);
    if (skipped > 0) {
      lose(kept());
      byte[] passed = new byte[skipped];
      bytes.get(passed);
      lose(passed);
      ring = new byte[0];
    }
    written += skipped;
    makeRoomFor(bytes.remaining());
    long lossless = skipped > 0 ? Long.MAX_VALUE : ring.length;
    while (bytes.hasRemaining()) {
      int at = (int) (written % ring.length);
      int count = Math.min(bytes.remaining(), ring.length - at);
      if (written >= lossless) {
        lose(at, count);
      }
      bytes.get(ring, at, count);
      written += count;
    }
  }

  /**
   * Returns what is kept, oldest first. If something older is lost, it begins behind an end of line
   * or with an escape sequence, so that it does not begin within a character or a sequence; before
   * it stands what sets a terminal up as it was there.
   */
  ByteBuffer bytes() {
    byte[] kept = kept();
    int beginning = written > kept.length ? beginning(kept) : 0;
    byte[] modes = modesAt(kept, beginning).map(TerminalModes::inForce).orElse(NOTHING);
    return ByteBuffer.allocate(modes.length + kept.length - beginning)
        .put(modes)
        .put(kept, beginning, kept.length - beginning)
        .flip();
  }

  /** Returns what is set up in the terminal now, empty if there is none. */
  Optional<TerminalModes> modes() {
    byte[] kept = kept();
    return modesAt(kept, kept.length);
  }

  private Optional<TerminalModes> modesAt(byte[] kept, int end) {
    Optional<TerminalModes> modes = lost.map(TerminalModes::copy);
    modes.ifPresent(m -> m.read(kept, 0, end));
    return modes;
  }

  private byte[] kept() {
    int length = (int) Math.min(written, ring.length);
    byte[] bytes = new byte[length];
    int start = length == 0 ? 0 : (int) ((written - length) % ring.length);
    int first = Math.min(length, ring.length - start);
    System.arraycopy(ring, start, bytes, 0, first);
    System.arraycopy(ring, 0, bytes, first, length - first);
    return bytes;
  }

  private void lose(byte[] bytes) {
    lost.ifPresent(modes -> modes.read(bytes, 0, bytes.length));
  }

  /** What stands there in the ring is about to be written over. */
  private void lose(int at, int count) {
    lost.ifPresent(modes -> modes.read(ring, at, at + count));
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
