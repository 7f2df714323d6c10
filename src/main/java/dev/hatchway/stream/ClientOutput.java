package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.io.OutputStream;

/** One of a client's two outputs as a stream, for a protocol that the gateway speaks itself. */
public final class ClientOutput extends OutputStream {
  private final ClientEnd client;
  private final Output output;

  public ClientOutput(ClientEnd client, Output output) {
    this.client = client;
    this.output = output;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    client.write(output, bytes, offset, length);
  }
}
