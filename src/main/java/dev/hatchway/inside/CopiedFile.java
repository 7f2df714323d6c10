package dev.hatchway.inside;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of a container that was copied to be read. */
record CopiedFile(String path, Attributes attributes, FileChannel copy) implements ReadableFile {
  @Override
  public int read(long offset, ByteBuffer target) throws TransferException {
    return Spool.read(path, copy, offset, target);
  }

  @Override
  public void close() throws TransferException {
    try {
      copy.close();
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }
}
