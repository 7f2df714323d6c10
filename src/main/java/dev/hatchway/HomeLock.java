package dev.hatchway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Keeps a second gateway out of one home; the kernel lets go of it when the process ends. */
final class HomeLock implements AutoCloseable {
  private static final String PRIVATE = "rwx------";

  private final FileChannel file;

  private HomeLock(FileChannel file) {
    this.file = file;
  }

  /** Takes the lock, making {@code var/} if need be. */
  static HomeLock take(Path home) throws WrongStart {
    Path folder = home.resolve("var");
    FileChannel file;
    @Nullable FileLock lock;
    try {
      Files.createDirectories(
          folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
      file =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = file.tryLock();
    } catch (IOException e) {
      throw WrongStart.impossible(
          "%s cannot be written: %s; give the home to this user".formatted(folder, e.getMessage()));
    }
    if (lock == null) {
      closeQuietly(file);
      throw WrongStart.impossible(
          "another hatchway serves %s already; stop it, or use another --home".formatted(home));
    }
    return new HomeLock(file);
  }

  @Override
  public void close() {
    closeQuietly(file);
  }

  private static void closeQuietly(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      // The kernel closes it with the process.
      return;
    }
  }
}
