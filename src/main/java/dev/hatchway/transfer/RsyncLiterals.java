package dev.hatchway.transfer;

import java.io.IOException;

/** How the bytes of files are carried, of one after the other. */
interface RsyncLiterals extends AutoCloseable {
  /** Takes the bytes of a file as they come. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] piece, int count) throws IOException;
  }

  /** Reads a file to its end. */
  void read(RsyncInput in, Sink sink) throws IOException;

  /** Writes some bytes of a file. */
  void write(RsyncOutput out, byte[] piece, int count) throws IOException;

  /** Ends the file that is being written. */
  void end(RsyncOutput out) throws IOException;

  @Override
  void close();
}
