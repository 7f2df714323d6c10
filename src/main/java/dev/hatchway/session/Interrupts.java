package dev.hatchway.session;

import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;

/**
 * Listens to a client while the gateway itself works for it and no program does: a signal, or with
 * a terminal Ctrl-C, which nobody but the gateway reads then, interrupts the work; so does the
 * client's disappearance.
 */
final class Interrupts implements AutoCloseable {
  private final ClientEnd client;
  private final Runnable onInterrupt;

  /**
   * Begins to listen.
   *
   * @param onInterrupt runs each time, on a thread of its own
   */
  Interrupts(Client client, Runnable onInterrupt) {
    this.client = client.end();
    this.onInterrupt = onInterrupt;
    Thread.ofVirtual().name("session-events").start(this::awaitEvent);
    if (client.hasTerminal()) {
      KeyWatch.start(client.end(), onInterrupt);
    }
  }

  @Override
  public void close() {
    client.post(new ClientEvent.Over());
  }

  private void awaitEvent() {
    try {
      while (true) {
        switch (client.nextEvent()) {
          case ClientEvent.Resized _ -> {}
          case ClientEvent.Signalled _, ClientEvent.Leaving() -> onInterrupt.run();
          case ClientEvent.Gone() -> {
            onInterrupt.run();
            return;
          }
          case ClientEvent.Over() -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
