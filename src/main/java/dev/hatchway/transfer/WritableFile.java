package dev.hatchway.transfer;

import java.nio.ByteBuffer;

/**
 * A file that is being written, and takes its name when it is closed. A tree that can only be
 * written from front to back answers {@link #read} and a write out of order with {@link
 * TransferException.Status#UNSUPPORTED}.
 */
public interface WritableFile extends ReadableFile {
  void write(long offset, ByteBuffer bytes) throws TransferException;

  void change(Changes changes) throws TransferException;

  /** Returns when what was written so far is on the disk. */
  void sync() throws TransferException;

  /** Ends the writing; from now on the file is there under its name. */
  @Override
  void close() throws TransferException;

  /** Ends the writing and leaves nothing of it. After {@link #close} it does nothing. */
  void abandon();
}
