package dev.hatchway.docker;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A program's streams, with what it had written before in front of what it writes now. */
final class ContinuedStream implements ByteStream {
  private final ByteStream before;
  private final ByteStream now;
  private boolean reached;

  ContinuedStream(ByteStream before, ByteStream now) {
    this.before = before;
    this.now = now;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    if (!reached) {
      int count = before.read(buffer);
      if (count >= 0) {
        return count;
      }
      reached = true;
      before.close();
    }
    return now.read(buffer);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    now.write(bytes);
  }

  @Override
  public void endInput() {
    now.endInput();
  }

  @Override
  public void close() {
    before.close();
    now.close();
  }
}
