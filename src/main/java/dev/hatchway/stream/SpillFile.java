package dev.hatchway.stream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A ring of bytes in a file that nobody else can open: it has no name any more as soon as it
 * exists, so that nothing is left of it, whatever ends the gateway.
 */
final class SpillFile implements AutoCloseable {
  private final FileChannel file;
  private final long capacity;
  private long written;
  private long read;

  /**
   * @param folder where there is room; it is made if it is not there
   * @param capacity bytes that the file may take
   */
  SpillFile(Path folder, long capacity) throws IOException {
    this.capacity = capacity;
    Files.createDirectories(folder);
    Path path = Files.createTempFile(folder, "spill", "");
    this.file =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  long size() {
    return written - read;
  }

  boolean hasRoomFor(long bytes) {
    return size() + bytes <= capacity;
  }

  /** Appends all or, if it throws, nothing. */
  void append(ByteBuffer bytes) throws IOException {
    long position = written;
    while (bytes.hasRemaining()) {
      long at = position % capacity;
      int count = (int) Math.min(bytes.remaining(), capacity - at);
      ByteBuffer piece = bytes.slice().limit(count);
      while (piece.hasRemaining()) {
        at += file.write(piece, at);
      }
      bytes.position(bytes.position() + count);
      position += count;
    }
    written = position;
  }

  /** Takes the oldest bytes, as many as the buffer has room for; there must be that many. */
  void take(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      long at = read % capacity;
      int count = (int) Math.min(buffer.remaining(), capacity - at);
      ByteBuffer piece = buffer.slice().limit(count);
      while (piece.hasRemaining()) {
        int got = file.read(piece, at);
        if (got < 0) {
          throw new EOFException("the spill file is shorter than it was");
        }
        at += got;
      }
      buffer.position(buffer.position() + count);
      read += count;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
