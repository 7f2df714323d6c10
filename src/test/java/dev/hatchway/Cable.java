package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A way from clients to a gateway that can be cut: from then on nothing comes through, and neither
 * end is told.
 */
final class Cable implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;

  private final int gateway;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean cut;

  private Cable(int gateway) throws IOException {
    this.gateway = gateway;
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Cable to(TestGateway gateway) {
    try {
      var cable = new Cable(gateway.port());
      Thread.ofVirtual().name("cable").start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same client, on the way through here. */
  Ssh through(Ssh ssh) {
    return ssh.with("-o", "Port=" + server.socket().getLocalPort());
  }

  void cut() {
    cut = true;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (SocketChannel each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        open.add(client);
        SocketChannel far =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway));
        open.add(far);
        Thread.ofVirtual().name("cable").start(() -> forward(client, far));
        Thread.ofVirtual().name("cable").start(() -> forward(far, client));
      } catch (IOException e) {
        return; // Closed: the test is over.
      }
    }
  }

  private void forward(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        if (cut) {
          closed.await();
          return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      if (!cut) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      // One of the two is gone; the other hears of it when the test is over.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
