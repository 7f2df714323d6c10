package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.nio.ByteBuffer;

/** Consecutive bytes of one output, with room for more. */
final class LagPiece {
  private final Output output;
  private final byte[] bytes;
  private int length;

  LagPiece(Output output, int capacity) {
    this.output = output;
    this.bytes = new byte[capacity];
  }

  Output output() {
    return output;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int room() {
    return bytes.length - length;
  }

  void add(ByteBuffer more) {
    int count = more.remaining();
    more.get(bytes, length, count);
    length += count;
  }
}
