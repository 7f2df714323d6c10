package dev.hatchway.container;

import dev.hatchway.model.Window;
import java.io.IOException;
import java.time.Duration;

/**
 * A program that runs in a container, with its streams. One thread reads its output, another writes
 * its input; the other calls may come from any thread.
 */
public interface Program extends AutoCloseable {
  /** Returns whether the program has a terminal, which merges its two output streams. */
  boolean hasTerminal();

  /**
   * Hands everything that the program writes to the sink and returns when its output has ended.
   *
   * @throws IOException if the connection to the engine breaks, or what the sink throws
   */
  void readOutput(OutputSink sink) throws IOException;

  /** Writes all these bytes to the program; blocks for as long as it does not read them. */
  void writeInput(byte[] bytes, int offset, int length) throws IOException;

  /** Tells the program that its input has ended; with a terminal nothing happens. */
  void endInput();

  /** Sets the size of the program's terminal; without a terminal nothing happens. */
  void resize(Window window);

  /**
   * Sends a signal to the program.
   *
   * @param name as in RFC 4254, 6.10: {@code INT}, {@code TERM}
   */
  void signal(String name);

  /** Waits until the program has ended and says how; called after its output has ended. */
  ProgramEnd awaitEnd();

  /**
   * Ends the program if it still runs: the signals in their order, each but the last with that much
   * time to take effect, the last one being KILL. Returns when it is gone.
   */
  void end(Duration patience);

  /** Lets go of the connection to the engine; the program itself is not touched. */
  @Override
  void close();
}
