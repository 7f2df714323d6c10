package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of an inbox, open to be read. */
record StoredFile(String name, Attributes attributes, FileChannel channel) implements ReadableFile {
  @Override
  public int read(long offset, ByteBuffer target) throws TransferException {
    try {
      return readFully(channel, offset, target);
    } catch (IOException e) {
      throw TransferException.of(name, e);
    }
  }

  /** Reads until the buffer is full or the file ends. */
  static int readFully(FileChannel channel, long offset, ByteBuffer target) throws IOException {
    int count = 0;
    while (target.hasRemaining()) {
      int read = channel.read(target, offset + count);
      if (read <= 0) {
        break;
      }
      count += read;
    }
    return count;
  }

  @Override
  public void close() throws TransferException {
    try {
      channel.close();
    } catch (IOException e) {
      throw TransferException.of(name, e);
    }
  }
}
