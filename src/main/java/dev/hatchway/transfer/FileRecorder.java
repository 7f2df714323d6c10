package dev.hatchway.transfer;

import java.util.Optional;

/** Takes note of the files that a client has transferred. */
public interface FileRecorder {
  /** Which way a file went. */
  enum Direction {
    /** From the client into the tree. */
    IN,
    /** Out of the tree to the client. */
    OUT
  }

  /**
   * A file is about to be opened.
   *
   * @throws TransferException if no note of it could be taken
   */
  default void checkOpen() throws TransferException {}

  /**
   * Takes note of one.
   *
   * @param path its one absolute name
   * @param size how many bytes
   * @param sha256 of all of its bytes, in hexadecimal; empty if not all of them were seen
   * @throws TransferException if no note can be taken
   */
  void transferred(String path, Direction direction, long size, Optional<String> sha256)
      throws TransferException;
}
