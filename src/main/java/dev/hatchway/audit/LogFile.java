package dev.hatchway.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The file that lines are written to. What could not be written whole is taken back. It is no
 * {@code FileChannel}: that is closed when a thread that uses it is interrupted.
 */
final class LogFile implements Closeable {
  private final Path path;
  private final RandomAccessFile file;
  private final Object key;
  private long length;

  /** Whether there may be something behind the last whole line. */
  private boolean dirty;

  private LogFile(Path path, RandomAccessFile file, Object key) throws IOException {
    this.path = path;
    this.file = file;
    this.key = key;
    this.length = file.length();
  }

  /** Opens the file, which ends with a whole line, or makes an empty one. */
  static LogFile open(Path path) throws IOException {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(AuditFolder.PRIVATE));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(path, AuditFolder.PRIVATE);
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new LogFile(path, file, keyOf(path));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  long length() {
    return length;
  }

  /** Returns whether it still has its name, so that whoever looks for it finds it. */
  boolean isInPlace() throws IOException {
    try {
      return keyOf(path).equals(key);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Returns when these bytes are in the file; if that fails, none of them is.
   *
   * @param forced whether they, and all before them, have to be on the disk, too
   */
  void append(byte[] lines, boolean forced) throws IOException {
    takeBack();
    dirty = true;
    try {
      file.seek(length);
      file.write(lines);
      if (forced) {
        file.getFD().sync();
      }
    } catch (IOException e) {
      try {
        takeBack();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    length += lines.length;
    dirty = false;
  }

  private void takeBack() throws IOException {
    if (dirty) {
      file.setLength(length);
      file.getFD().sync();
      dirty = false;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      file.getFD().sync();
    }
  }

  /** Device and inode, which a file keeps. */
  static Object keyOf(Path path) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "a file key");
  }
}
