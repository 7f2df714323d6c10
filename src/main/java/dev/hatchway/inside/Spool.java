package dev.hatchway.inside;

import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files on their way are kept. None has a name once it is open, so that nothing is left of
 * it, whatever ends the gateway.
 *
 * @param folder where there is room; it is made if it is not there
 */
public record Spool(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final int PIECE = 256 * 1024;

  FileChannel open(String path) throws TransferException {
    try {
      Files.createDirectories(folder);
      Path file =
          Files.createTempFile(
              folder,
              "file",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return FileChannel.open(
          file,
          Set.of(
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  /** Returns a copy of a file, which is closed. */
  FileChannel copy(String path, ReadableFile file) throws TransferException {
    FileChannel spool = open(path);
    try (file) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      for (long at = 0; file.read(at, piece) > 0; piece.clear()) {
        piece.flip();
        while (piece.hasRemaining()) {
          at += spool.write(piece, at);
        }
      }
      return spool;
    } catch (IOException e) {
      drop(spool);
      throw TransferException.of(path, e);
    }
  }

  /** Reads from a file until the buffer is full or the file ends. */
  static int read(String path, FileChannel file, long offset, ByteBuffer target)
      throws TransferException {
    try {
      int count = 0;
      int read = 0;
      while (target.hasRemaining() && read >= 0) {
        read = file.read(target, offset + count);
        count += Math.max(0, read);
      }
      return count;
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  static void drop(FileChannel spool) {
    try {
      spool.close();
    } catch (IOException e) {
      log.warn("a file could not be closed", e);
    }
  }
}
