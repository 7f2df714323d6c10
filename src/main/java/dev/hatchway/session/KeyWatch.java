package dev.hatchway.session;

import dev.hatchway.stream.ClientEnd;
import java.io.IOException;

/** Reads what a client types where no program does, to notice Ctrl-C; all else is dropped. */
final class KeyWatch {
  private static final byte CTRL_C = 3;

  private final ClientEnd client;
  private final Runnable onCtrlC;

  private KeyWatch(ClientEnd client, Runnable onCtrlC) {
    this.client = client;
    this.onCtrlC = onCtrlC;
  }

  /** Begins to read, until the client has ended its input or is gone. */
  static void start(ClientEnd client, Runnable onCtrlC) {
    Thread.ofVirtual().name("session-input").start(new KeyWatch(client, onCtrlC)::watch);
  }

  private void watch() {
    try {
      for (var input = client.readInput(); input.isPresent(); input = client.readInput()) {
        byte[] bytes = input.get();
        for (byte each : bytes) {
          if (each == CTRL_C) {
            onCtrlC.run();
          }
        }
        client.inputDone(bytes.length);
      }
    } catch (IOException e) {
      // The client is gone, which is an event of its own.
      return;
    }
  }
}
