package dev.hatchway.transfer;

import java.io.Closeable;
import java.nio.ByteBuffer;

/** A file that is open. Reads come in the order of their offsets from all known clients. */
public interface ReadableFile extends Closeable {
  Attributes attributes() throws TransferException;

  /**
   * Reads from the offset until the buffer is full or the file ends, and returns the number of
   * bytes; 0 or less means that there is none.
   */
  int read(long offset, ByteBuffer target) throws TransferException;

  @Override
  void close() throws TransferException;
}
