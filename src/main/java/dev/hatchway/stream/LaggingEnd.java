package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's end that takes output at once and hands it on as fast as the client reads, so that
 * whoever writes need not wait; bounded as a session's output always is. Many threads may write:
 * what each writes at once stays together.
 */
public final class LaggingEnd implements ClientEnd, AutoCloseable {
  private final ClientEnd client;
  private final LagBuffer lag;
  private final ReentrantLock writing = new ReentrantLock();
  private final Thread carrier;
  private volatile boolean robbed;

  LaggingEnd(ClientEnd client, LagBuffer lag) {
    this.client = client;
    this.lag = lag;
    this.carrier =
        Thread.ofVirtual().name("session-output").start(() -> robbed = !lag.handTo(client));
  }

  @Override
  public void write(Output output, byte[] bytes, int offset, int length) throws IOException {
    writing.lock();
    try {
      lag.append(output, ByteBuffer.wrap(bytes, offset, length));
    } finally {
      writing.unlock();
    }
  }

  /** Gives up what the client has not taken yet: it wants no more of it. */
  public void abandon() {
    lag.discard();
    carrier.interrupt();
  }

  /**
   * Waits until the client has taken everything, or is gone.
   *
   * @throws UncheckedIOException if some of it was lost on its way
   */
  @Override
  public void close() {
    lag.finish();
    try {
      carrier.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lag.close();
    }
    if (robbed) {
      throw new UncheckedIOException(new IOException("kept output could not be read back"));
    }
  }

  @Override
  public Optional<byte[]> readInput() throws IOException {
    return client.readInput();
  }

  @Override
  public void inputDone(int count) throws IOException {
    client.inputDone(count);
  }

  /** What is written is on its way already. */
  @Override
  public void flush() {}

  @Override
  public ClientEvent nextEvent() throws InterruptedException {
    return client.nextEvent();
  }

  @Override
  public void post(ClientEvent event) {
    client.post(event);
  }

  @Override
  public boolean isGone() {
    return client.isGone();
  }
}
