package dev.hatchway.stream;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.util.Optional;

/**
 * A client's end of a session: its input, its two outputs and what else it tells. Input, output and
 * events are each used by one thread.
 */
public interface ClientEnd {
  /**
   * Waits for input and takes what has come; the client may send as much again when {@link
   * #inputDone} says that it is used up.
   *
   * @return empty when the client has ended its input or is gone
   */
  Optional<byte[]> readInput() throws IOException;

  /** Lets the client send that many bytes more. */
  void inputDone(int count) throws IOException;

  /**
   * Sends bytes; blocks for as long as the client takes no more.
   *
   * @throws IOException if the client is gone
   */
  void write(Output output, byte[] bytes, int offset, int length) throws IOException;

  /**
   * Waits until everything written is on its way.
   *
   * @throws IOException if the client is gone
   */
  void flush() throws IOException;

  /** Waits for the next thing that the client tells; after {@link ClientEvent.Gone} none comes. */
  ClientEvent nextEvent() throws InterruptedException;

  /** Puts an event into the queue, for the gateway's own use. */
  void post(ClientEvent event);

  /** Returns whether the client has disappeared. */
  boolean isGone();
}
