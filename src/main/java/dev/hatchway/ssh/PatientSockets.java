package dev.hatchway.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;

/** The library's sockets, but for the one that listens, which is a {@link PatientListener}. */
final class PatientSockets extends Nio2ServiceFactory {
  private final CloseableExecutorService executor;
  private final BooleanSupplier full;
  private final AsynchronousChannelGroup listeners;

  /**
   * @param full whether no more connections can be taken now
   */
  PatientSockets(FactoryManager manager, CloseableExecutorService executor, BooleanSupplier full) {
    super(manager, executor, executor);
    this.executor = executor;
    this.full = full;
    try {
      // The library keeps its own to itself.
      this.listeners =
          AsynchronousChannelGroup.withThreadPool(Executors.newVirtualThreadPerTaskExecutor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public IoAcceptor createAcceptor(IoHandler handler) {
    return autowireCreatedService(
        new Nio2Acceptor(this, getFactoryManager(), handler, listeners, executor) {
          @Override
          protected AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(
              SocketAddress address, AsynchronousChannelGroup group) throws IOException {
            return new PatientListener(
                super.openAsynchronousServerSocketChannel(address, group), full);
          }
        });
  }

  @Override
  protected void doCloseImmediately() {
    try {
      listeners.shutdownNow();
    } catch (IOException e) {
      log.debug("a listening socket could not be closed", e);
    } finally {
      super.doCloseImmediately();
    }
  }
}
