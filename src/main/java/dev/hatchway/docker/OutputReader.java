package dev.hatchway.docker;

import dev.hatchway.container.Output;
import dev.hatchway.container.OutputSink;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads a program's output from the engine, in place, without a copy: raw bytes with a terminal,
 * else frames of an 8-byte head and a payload (Docker Engine API, "Stream format").
 */
final class OutputReader {
  private static final int HEAD = 8;
  private static final int SMALLEST = 8 * 1024;
  private static final int LARGEST = 256 * 1024;

  /** The first byte of a frame that holds standard error. */
  private static final int STDERR = 2;

  private final ByteStream stream;
  private final boolean framed;
  private ByteBuffer buffer = ByteBuffer.allocate(SMALLEST);
  private Output output = Output.OUT;
  private long payloadLeft;

  OutputReader(ByteStream stream, boolean framed) {
    this.stream = stream;
    this.framed = framed;
  }

  /** Hands everything to the sink until the engine ends the stream. */
  void readTo(OutputSink sink) throws IOException {
    while (stream.read(buffer) >= 0) {
      boolean full = !buffer.hasRemaining();
      buffer.flip();
      if (framed) {
        takeFrames(sink);
      } else {
        sink.accept(Output.OUT, buffer);
      }
      buffer.compact();
      if (full && buffer.capacity() < LARGEST) {
        grow();
      }
    }
    if (payloadLeft > 0) {
      throw new EOFException("the engine ended a stream within a frame");
    }
  }

  private void takeFrames(OutputSink sink) throws IOException {
    while (buffer.hasRemaining()) {
      if (payloadLeft == 0) {
        if (buffer.remaining() < HEAD) {
          return;
        }
        output = buffer.get(buffer.position()) == STDERR ? Output.ERR : Output.OUT;
        payloadLeft = Integer.toUnsignedLong(buffer.getInt(buffer.position() + Integer.BYTES));
        buffer.position(buffer.position() + HEAD);
        continue;
      }
      int count = (int) Math.min(buffer.remaining(), payloadLeft);
      sink.accept(output, buffer.slice(buffer.position(), count));
      buffer.position(buffer.position() + count);
      payloadLeft -= count;
    }
  }

  /** An idle session holds a small buffer, a busy one a large one. */
  private void grow() {
    ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2);
    larger.put(buffer.flip());
    buffer = larger;
  }
}
