package dev.hatchway.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes what a program writes, in the order in which the engine hands it over. */
@FunctionalInterface
public interface OutputSink {
  /**
   * Takes all remaining bytes of the buffer, which is reused as soon as this returns.
   *
   * @throws IOException if nothing more can be taken; the reading ends then
   */
  void accept(Output output, ByteBuffer bytes) throws IOException;

  /** Hears that the engine went away under the program, or is back. */
  default void hear(Outage outage) {
    // Whoever takes bytes only need not know.
  }
}
