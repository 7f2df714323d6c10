package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;

/** Bytes as they are, in pieces with their length before them; a length of 0 is the end. */
final class RsyncPlainLiterals implements RsyncLiterals {
  /** What every rsync takes at once. */
  private static final int LONGEST = 32 * 1024;

  private final byte[] piece = new byte[RsyncDigest.PIECE];

  @Override
  public void read(RsyncInput in, Sink sink) throws IOException {
    for (int length = in.integer(); length != 0; length = in.integer()) {
      if (length < 0) {
        throw new ProtocolException("a block of a file that was never told of");
      }
      for (int rest = length; rest > 0; ) {
        int count = in.some(piece, Math.min(rest, piece.length));
        sink.take(piece, count);
        rest -= count;
      }
    }
  }

  @Override
  public void write(RsyncOutput out, byte[] bytes, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int length = Math.min(LONGEST, count - done);
      out.integer(length);
      out.bytes(bytes, done, length);
      done += length;
    }
  }

  @Override
  public void end(RsyncOutput out) throws IOException {
    out.integer(0);
  }

  @Override
  public void close() {}
}
