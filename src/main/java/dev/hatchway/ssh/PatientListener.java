package dev.hatchway.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket that turns connections away when there are too many, and takes a rest when one
 * cannot be taken. Without it the library tries again at once: when the process has no file left,
 * that keeps a processor busy for as long as a client waits to be taken.
 */
final class PatientListener extends AsynchronousServerSocketChannel {
  private static final Logger log = LoggerFactory.getLogger(PatientListener.class);

  /** Short for a client that connects, and long for a processor. */
  private static final Duration REST = Duration.ofMillis(200);

  /** An operator needs to be told, but not for each client. */
  private static final Duration BETWEEN_MESSAGES = Duration.ofMinutes(1);

  private final AsynchronousServerSocketChannel socket;
  private final BooleanSupplier full;
  private final AtomicLong told = new AtomicLong(System.nanoTime() - BETWEEN_MESSAGES.toNanos());

  /**
   * @param full whether no more connections can be taken now
   */
  PatientListener(AsynchronousServerSocketChannel socket, BooleanSupplier full) {
    super(socket.provider());
    this.socket = socket;
    this.full = full;
  }

  @Override
  public <A> void accept(
      A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
    socket.accept(attachment, new Taking<A>(handler));
  }

  /** What is done with a connection, or with the failure to take one. */
  private final class Taking<A> implements CompletionHandler<AsynchronousSocketChannel, A> {
    private final CompletionHandler<AsynchronousSocketChannel, ? super A> handler;

    Taking(CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
      this.handler = handler;
    }

    @Override
    public void completed(AsynchronousSocketChannel connection, A attachment) {
      if (full.getAsBoolean()) {
        tell("new connections are turned away");
        turnAway(connection);
        accept(attachment, handler);
      } else {
        handler.completed(connection, attachment);
      }
    }

    @Override
    public void failed(Throwable reason, A attachment) {
      if (socket.isOpen()) {
        tell("no connection can be taken: " + reason.getMessage());
        rest();
      }
      handler.failed(reason, attachment);
    }
  }

  private static void turnAway(AsynchronousSocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.debug("a connection that is turned away could not be closed: {}", e.getMessage());
    }
  }

  private void tell(String what) {
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= BETWEEN_MESSAGES.toNanos() && told.compareAndSet(last, now)) {
      log.warn("the gateway has too many files open; {} (ulimit -n, LimitNOFILE=)", what);
    }
  }

  private static void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Future<AsynchronousSocketChannel> accept() {
    return socket.accept();
  }

  @Override
  public AsynchronousServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
    socket.bind(local, backlog);
    return this;
  }

  @Override
  public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> name, T value)
      throws IOException {
    socket.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return socket.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return socket.supportedOptions();
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    return socket.getLocalAddress();
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
