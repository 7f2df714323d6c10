package dev.hatchway.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A client's input as a stream, for a protocol that the gateway speaks itself. */
public final class ClientInput extends InputStream {
  private final ClientEnd client;
  private byte[] bytes = new byte[0];
  private int position;

  public ClientInput(ClientEnd client) {
    this.client = client;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, buffer, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position == bytes.length) {
      if (bytes.length > 0) {
        client.inputDone(bytes.length);
      }
      Optional<byte[]> next = client.readInput();
      bytes = next.orElse(new byte[0]);
      position = 0;
      if (next.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
