package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bytes deflated without a head (RFC 1951), in pieces of at most 16,383 bytes; the end of a file is
 * a flush, of which the last four bytes, that never differ, are left out.
 */
final class RsyncDeflatedLiterals implements RsyncLiterals {
  private static final int END = 0;
  private static final int KIND = 0xC0;
  private static final int DEFLATED = 0x40;
  private static final int LONGEST = 0x3FFF;

  /** What every flush ends with: an empty block that is stored. */
  private static final byte[] FLUSHED = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private final Inflater inflater = new Inflater(true);
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final byte[] deflated = new byte[LONGEST];
  private final byte[] piece = new byte[RsyncDigest.PIECE];

  /** Of what is deflated, the bytes that are not sent yet, at the beginning of the array. */
  private int waiting;

  @Override
  public void read(RsyncInput in, Sink sink) throws IOException {
    inflater.reset();
    for (int flag = in.unsignedByte(); flag != END; flag = in.unsignedByte()) {
      if ((flag & KIND) != DEFLATED) {
        throw new ProtocolException("a block of a file that was never told of");
      }
      int length = ((flag & ~KIND) << Byte.SIZE) | in.unsignedByte();
      in.fill(deflated, 0, length);
      inflate(deflated, length, sink);
    }
  }

  private void inflate(byte[] bytes, int length, Sink sink) throws IOException {
    inflater.setInput(bytes, 0, length);
    try {
      for (int count = inflater.inflate(piece); count > 0; count = inflater.inflate(piece)) {
        sink.take(piece, count);
      }
    } catch (DataFormatException e) {
      throw new ProtocolException("a file that is not compressed as it should be");
    }
    if (inflater.getRemaining() > 0) {
      throw new ProtocolException("a file that is compressed with an end of its own");
    }
  }

  @Override
  public void write(RsyncOutput out, byte[] bytes, int count) throws IOException {
    deflater.setInput(bytes, 0, count);
    deflate(out, Deflater.NO_FLUSH);
  }

  @Override
  public void end(RsyncOutput out) throws IOException {
    if (deflater.getBytesRead() > 0) {
      deflate(out, Deflater.SYNC_FLUSH);
      send(out, waiting - FLUSHED.length);
    }
    out.unsignedByte(END);
    waiting = 0;
    deflater.reset();
  }

  /** Keeps back as much as may be the end of a flush. */
  private void deflate(RsyncOutput out, int flush) throws IOException {
    int count = deflater.deflate(deflated, waiting, LONGEST - waiting, flush);
    while (count > 0) {
      waiting += count;
      if (waiting == LONGEST) {
        send(out, waiting - FLUSHED.length);
      }
      count = deflater.deflate(deflated, waiting, LONGEST - waiting, flush);
    }
  }

  private void send(RsyncOutput out, int length) throws IOException {
    if (length > 0) {
      out.unsignedByte(DEFLATED | (length >> Byte.SIZE));
      out.unsignedByte(length);
      out.bytes(deflated, 0, length);
      System.arraycopy(deflated, length, deflated, 0, waiting - length);
      waiting -= length;
    }
  }

  @Override
  public void close() {
    inflater.end();
    deflater.end();
  }
}
