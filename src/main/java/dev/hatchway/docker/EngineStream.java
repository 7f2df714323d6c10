package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import java.io.EOFException;
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
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final String SWITCHED = " 101 ";
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

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
    byte[] bytes = new byte[LONGEST_HEAD];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int end = -1;
    while (end < 0) {
      // Full after the read is fine: a program that writes at once fills it behind the head.
      if (!buffer.hasRemaining() || channel.read(buffer) < 0) {
        throw new EOFException("no answer to an upgrade");
      }
      end = endOfHead(bytes, buffer.position());
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    buffer.flip().position(end);
    if (!head.lines().findFirst().orElse("").contains(SWITCHED)) {
      throw refusal(channel, head, buffer);
    }
    // A small copy: an idle session keeps it for as long as it lasts.
    return ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
  }

  private static EngineException refusal(SocketChannel channel, String head, ByteBuffer rest)
      throws IOException {
    byte[] bytes = new byte[LONGEST_HEAD];
    ByteBuffer body = ByteBuffer.wrap(bytes).put(rest);
    // The body of an error is short; a connection that is kept open has no end to wait for.
    int count = body.position();
    while (count == 0) {
      count = channel.read(body);
    }
    String text = new String(bytes, 0, body.position(), StandardCharsets.UTF_8).strip();
    String message = text.replaceAll("(?s).*\"message\":\"(.*)\"\\}.*", "$1");
    if (head.contains(" 404 ")) {
      return new EngineException.Gone(message);
    }
    return head.contains(" 409 ")
        ? new EngineException.Conflict(message)
        : new EngineException(message);
  }

  /** Returns where the body begins, -1 if the head is not whole yet. */
  private static int endOfHead(byte[] bytes, int length) {
    for (int i = 0; i + END_OF_HEAD.length <= length; i++) {
      if (ByteBuffer.wrap(bytes, i, END_OF_HEAD.length).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        return i + END_OF_HEAD.length;
      }
    }
    return -1;
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
