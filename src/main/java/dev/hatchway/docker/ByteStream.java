package dev.hatchway.docker;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one program both ways, in the form in which the engine carries them. */
interface ByteStream extends AutoCloseable {
  /** Reads what there is, waiting for at least one byte; -1 at the end. */
  int read(ByteBuffer buffer) throws IOException;

  /** Writes all bytes of the buffer; waits for as long as the program does not read them. */
  void write(ByteBuffer bytes) throws IOException;

  /** Ends our direction; the other one goes on. */
  void endInput();

  @Override
  void close();
}
