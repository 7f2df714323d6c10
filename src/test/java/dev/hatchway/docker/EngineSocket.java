package dev.hatchway.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real UNIX socket on which a test answers as an engine would, byte for byte: one connection for
 * each request, as the gateway makes them.
 */
final class EngineSocket implements AutoCloseable {
  /** The answer of Engine 20.10, as far as it is looked at. */
  static final String VERSION = "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\"}";

  static final String UPGRADED =
      """
      HTTP/1.1 101 UPGRADED\r
      Content-Type: application/vnd.docker.raw-stream\r
      Connection: Upgrade\r
      Upgrade: tcp\r
      \r
      """;

  /** The kernel makes its own least out of it, which holds six or so pieces of one byte. */
  private static final int LEAST_SEND_BUFFER = 1;

  private final Path folder;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Conversation conversation;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private EngineSocket(Conversation conversation) throws IOException {
    this.conversation = conversation;
    // In the system's folder: the path of a UNIX socket has at most 107 bytes (unix(7)).
    this.folder = Files.createTempDirectory("hatchway-engine-");
    this.socket = folder.resolve("docker.sock");
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Answers every request in that way. */
  static EngineSocket answering(Conversation conversation) {
    try {
      EngineSocket engine = new EngineSocket(conversation);
      Thread.ofVirtual().name("engine-socket").start(engine::accept);
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers {@code GET /version} as Engine 20.10 does, and everything else in that way. */
  static EngineSocket ofVersion41(Conversation conversation) {
    return answering(
        (request, client) -> {
          if (request.equals("GET /version")) {
            answer(client, 200, VERSION);
          } else {
            conversation.with(request, client);
          }
        });
  }

  /** An engine that has nothing of what it is asked for. */
  static void nothing(String request, SocketChannel client) throws IOException {
    answer(client, 404, "{\"message\":\"no such thing: " + request + "\"}");
  }

  /** Sends a whole answer and closes, as the engine does when it was asked to. */
  static void answer(SocketChannel client, int status, String body) throws IOException {
    answer(client, status, body.getBytes(StandardCharsets.UTF_8));
  }

  static void answer(SocketChannel client, int status, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                .formatted(status, body.length)
            + "Connection: close\r\n\r\n";
    send(client, head.getBytes(StandardCharsets.US_ASCII));
    send(client, body);
    client.close();
  }

  static void send(SocketChannel client, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
  }

  /** Sends byte by byte through a buffer so small that nobody can read many of them at once. */
  static void dribble(SocketChannel client, byte[] bytes) throws IOException {
    client.setOption(StandardSocketOptions.SO_SNDBUF, LEAST_SEND_BUFFER);
    for (byte each : bytes) {
      send(client, new byte[] {each});
    }
  }

  EngineAddress address() {
    return new EngineAddress(URI.create("unix://" + socket));
  }

  /** Method and path of every request so far, the version of the API left out. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel each : open) {
      each.close();
    }
    Files.deleteIfExists(socket);
    Files.deleteIfExists(folder);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // Closed: the test is over.
      }
    }
  }

  private void serve(SocketChannel client) {
    try {
      String request = readHead(client).lines().findFirst().orElse("");
      String line = request.replaceFirst(" HTTP/1.1$", "").replaceFirst(" /v1\\.[0-9]+/", " /");
      requests.add(line);
      conversation.with(line, client);
    } catch (IOException e) {
      // The other side went first, which some tests are about.
      open.remove(client);
    }
  }

  private static String readHead(SocketChannel client) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
    while (true) {
      if (client.read(bytes) < 0) {
        throw new EOFException();
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
      if (text.contains("\r\n\r\n")) {
        return text;
      }
    }
  }

  /** How an engine treats one connection. */
  @FunctionalInterface
  interface Conversation {
    /**
     * Answers one request.
     *
     * @param request method and path without the version
     */
    void with(String request, SocketChannel client) throws IOException;
  }
}
