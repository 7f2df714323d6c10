package dev.hatchway.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** What the engine keeps of a program's output, in the same frames as the program's own streams. */
final class KeptOutput implements ByteStream {
  private static final int PIECE = 64 * 1024;

  private final Response response;
  private final InputStream body;
  private final byte[] piece = new byte[PIECE];

  KeptOutput(Response response) {
    this.response = response;
    this.body = response.getBody();
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = body.read(piece, 0, Math.min(piece.length, buffer.remaining()));
    if (count > 0) {
      buffer.put(piece, 0, count);
    }
    return count;
  }

  /** Nobody reads it: the program has no open input. */
  @Override
  public void write(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }

  @Override
  public void endInput() {
    // There is none.
  }

  @Override
  public void close() {
    response.close();
  }
}
