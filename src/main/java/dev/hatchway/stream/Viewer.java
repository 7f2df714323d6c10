package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One client at a program, with the output that it has not taken yet. */
final class Viewer {
  private final ClientEnd client;
  private final LagBuffer lag;
  private final boolean awaited;
  private volatile boolean cutOff;

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

  /** Begins to hand the output to the client; tells it when it has all of it. */
  void start() {
    Thread.ofVirtual().name("session-output").start(this::carry);
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

  private void carry() {
    lag.handTo(client);
    client.post(new ClientEvent.Over());
  }
}
