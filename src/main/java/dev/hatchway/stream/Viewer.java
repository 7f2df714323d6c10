package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client at a program, with the output that it has not taken yet. */
final class Viewer {
  private static final Logger log = LoggerFactory.getLogger(Viewer.class);

  private final ClientEnd client;
  private final LagBuffer lag;
  private final boolean awaited;
  private final Thread carrier = Thread.ofVirtual().name("session-output").unstarted(this::carry);
  private volatile boolean cutOff;
  private volatile boolean robbed;

  /**
   * @param awaited whether the program has to wait when there is no more room for what the client
   *     has not taken; else the client is cut off
   */
  Viewer(ClientEnd client, LagBuffer lag, boolean awaited) {
    this.client = client;
    this.lag = lag;
    this.awaited = awaited;
  }

  ClientEnd client() {
    return client;
  }

  /** Returns whether the client lagged so far behind that it gets nothing more. */
  boolean isCutOff() {
    return cutOff;
  }

  /** Returns whether some of the output was lost on its way to the client. */
  boolean isRobbed() {
    return robbed;
  }

  /** Begins to hand the output to the client; tells it when it has all of it. */
  void start() {
    carrier.start();
  }

  /** Takes output of the program. */
  void take(Output output, ByteBuffer bytes) throws IOException {
    if (awaited) {
      lag.append(output, bytes);
    } else if (!cutOff && !lag.offer(output, bytes)) {
      cutOff = true;
      lag.discard();
      client.post(new ClientEvent.Over());
    }
  }

  /** Takes what was written before the client came; a buffer that is empty has room for it. */
  void replay(Output output, ByteBuffer bytes) {
    if (!lag.offer(output, bytes)) {
      throw new IllegalStateException("what is replayed is more than a buffer holds");
    }
  }

  /** Says that the program's output has ended. */
  void finish() {
    lag.finish();
  }

  /** Drops what the client has not taken. */
  void discard() {
    lag.discard();
  }

  /** Sends this behind what the client has taken; it must have been discarded what it has not. */
  void sayLast(byte[] bytes) throws InterruptedException {
    if (bytes.length > 0) {
      carrier.join();
      try {
        client.write(Output.OUT, bytes, 0, bytes.length);
      } catch (IOException e) {
        log.debug("a client that is gone keeps its terminal as it is: {}", e.getMessage());
      }
    }
  }

  private void carry() {
    robbed = !lag.handTo(client);
    client.post(new ClientEvent.Over());
  }
}
