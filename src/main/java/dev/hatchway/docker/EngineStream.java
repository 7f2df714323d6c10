package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the engine has given over to the bytes of one program: an HTTP/1.1 request
 * answered with {@code 101 UPGRADED} (Docker Engine API, "Attach to a container").
 */
final class EngineStream implements ByteStream {
  private static final int SWITCHED = 101;

  private final SocketChannel channel;
  private final ByteBuffer early;

  private EngineStream(SocketChannel channel, ByteBuffer early) {
    this.channel = channel;
    this.early = early;
  }

  /**
   * Sends the request and waits until the engine has given the connection over.
   *
   * @param path with the version in front
   * @param body JSON, may be empty
   */
  static EngineStream open(EngineAddress address, String path, String body) {
    SocketChannel channel = null;
    try {
      channel = address.connect();
      send(channel, path, body.getBytes(StandardCharsets.UTF_8));
      EngineStream stream = new EngineStream(channel, readHead(channel));
      channel = null;
      return stream;
    } catch (IOException e) {
      throw new EngineException.Away("the container engine does not answer", e);
    } finally {
      closeQuietly(channel);
    }
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    if (early.hasRemaining()) {
      int count = Math.min(early.remaining(), buffer.remaining());
      buffer.put(early.slice().limit(count));
      early.position(early.position() + count);
      return count;
    }
    try {
      return channel.read(buffer);
    } catch (ClosedChannelException e) {
      return -1;
    } catch (IOException e) {
      // The engine resets the connection when the program ends with input unread: an end all the
      // same, because everything that it wrote came before.
      if ("Connection reset".equals(e.getMessage())) {
        return -1;
      }
      throw e;
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void endInput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      // The engine has closed it already: ended is ended.
      close();
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void send(SocketChannel channel, String path, byte[] body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                .formatted(path)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length);
    byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request =
        ByteBuffer.allocate(bytes.length + body.length).put(bytes).put(body).flip();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** Returns what came behind the head: it is the program's already. */
  private static ByteBuffer readHead(SocketChannel channel) throws IOException {
    HttpHead head = HttpHead.read(channel);
    if (head.status() != SWITCHED) {
      throw refusal(channel, head);
    }
    // A small copy: an idle session keeps it for as long as it lasts.
    ByteBuffer rest = head.rest();
    return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
  }

  private static EngineException refusal(SocketChannel channel, HttpHead head) throws IOException {
    byte[] bytes = new byte[HttpHead.LONGEST];
    ByteBuffer body = ByteBuffer.wrap(bytes).put(head.rest());
    // The body of an error is short; a connection that is kept open has no end to wait for.
    int count = body.position();
    while (count == 0) {
      count = channel.read(body);
    }
    String text = new String(bytes, 0, body.position(), StandardCharsets.UTF_8).strip();
    String message = text.replaceAll("(?s).*\"message\":\"(.*)\"\\}.*", "$1");
    return Refused.with(head.status(), message);
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // A connection that cannot be closed is closed.
      return;
    }
  }
}
