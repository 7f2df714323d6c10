package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A client as one at the end of an SSH channel is: it takes output only as far as its window goes,
 * its input ends only if it says so, and when it is gone writing to it fails.
 */
final class FakeClientEnd implements ClientEnd {
  /** No test writes as much. */
  static final int ENDLESS = Integer.MAX_VALUE / 2;

  private static final byte[] END_OF_INPUT = new byte[0];

  private final Semaphore window;
  private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
  private final BlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Semaphore inputDone = new Semaphore(0);
  private volatile boolean gone;
  private volatile boolean allFlushed = true;

  /**
   * @param window how many bytes it takes before {@link #open} is called
   */
  FakeClientEnd(int window) {
    this.window = new Semaphore(window);
  }

  /** Takes so many bytes more. */
  void open(int bytes) {
    window.release(bytes);
  }

  void type(String text) {
    input.add(text.getBytes(StandardCharsets.UTF_8));
  }

  void endInput() {
    input.add(END_OF_INPUT);
  }

  /** The cable is cut: whoever waits for the client is told so. */
  void disappear() {
    gone = true;
    post(new ClientEvent.Gone());
    endInput();
    open(ENDLESS);
  }

  /** The client takes no more output, though its channel is still open. */
  void refuseOutput() {
    gone = true;
    open(ENDLESS);
  }

  synchronized String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  synchronized String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  synchronized byte[] outBytes() {
    return out.toByteArray();
  }

  /** How many bytes of input were said to be used up. */
  int inputDone() {
    return inputDone.availablePermits();
  }

  /** Whether everything written was flushed after it. */
  boolean isFlushed() {
    return allFlushed;
  }

  @Override
  public Optional<byte[]> readInput() throws IOException {
    try {
      byte[] bytes = input.take();
      if (bytes.length == 0) {
        endInput();
        return Optional.empty();
      }
      return Optional.of(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void inputDone(int count) {
    inputDone.release(count);
  }

  @Override
  public void write(Output output, byte[] bytes, int offset, int length) throws IOException {
    allFlushed = false;
    try {
      for (int i = offset; i < offset + length; i++) {
        window.acquire();
        if (gone) {
          throw new IOException("the client is gone");
        }
        take(output, bytes[i]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private synchronized void take(Output output, byte value) {
    (output == Output.ERR ? err : out).write(value);
  }

  @Override
  public void flush() throws IOException {
    if (gone) {
      throw new IOException("the client is gone");
    }
    allFlushed = true;
  }

  @Override
  public ClientEvent nextEvent() throws InterruptedException {
    return events.take();
  }

  @Override
  public void post(ClientEvent event) {
    events.add(event);
  }

  @Override
  public boolean isGone() {
    return gone;
  }
}
