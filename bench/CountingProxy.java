import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the gateway and a container engine and prints what each request asks for, one a
 * line, so that a script can count them: {@code java CountingProxy.java LISTEN-SOCKET
 * ENGINE-SOCKET}.
 */
final class CountingProxy {
  private static final int CHUNK = 64 * 1024;

  /** A client waits for an answer before its next request, so each request begins a chunk. */
  private static final Pattern REQUEST =
      Pattern.compile("\\A((?:GET|HEAD|POST|PUT|DELETE) \\S+) HTTP/1\\.1\r\n");

  private CountingProxy() {}

  public static void main(String[] sockets) throws IOException {
    UnixDomainSocketAddress engine = UnixDomainSocketAddress.of(sockets[1]);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(sockets[0]));
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().start(() -> join(client, engine));
      }
    }
  }

  private static void join(SocketChannel client, UnixDomainSocketAddress engine) {
    try (client;
        SocketChannel upstream = SocketChannel.open(engine)) {
      Thread requests = Thread.ofPlatform().start(() -> copy(client, upstream, true));
      copy(upstream, client, false);
      // The engine has ended the connection: a client that still sends has nobody to send to.
      client.close();
      requests.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Copies until either side ends, and hands the end on. */
  private static void copy(SocketChannel from, SocketChannel to, boolean counted) {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    boolean upgraded = false;
    try {
      while (from.read(chunk) >= 0) {
        chunk.flip();
        if (counted && !upgraded) {
          upgraded = count(StandardCharsets.ISO_8859_1.decode(chunk.duplicate()).toString());
        }
        while (chunk.hasRemaining()) {
          to.write(chunk);
        }
        chunk.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One of the two has gone; the other direction finds out by itself.
      return;
    }
  }

  /** Returns whether what follows is no request any more, but the input of a program. */
  private static boolean count(String chunk) {
    Matcher request = REQUEST.matcher(chunk);
    if (!request.find()) {
      return false;
    }
    System.out.println(request.group(1));
    return chunk.contains("\r\nUpgrade: ");
  }
}
