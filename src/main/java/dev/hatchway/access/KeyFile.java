package dev.hatchway.access;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The file on disk, with the checks that it must pass as a whole. */
final class KeyFile {
  /** Some 100,000 keys; what is larger is another file. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** What a change of the file changes; all of it comes from one call of stat(2). */
  private static final String STAMP = "unix:dev,ino,mode,size,lastModifiedTime,ctime";

  private static final int WRITABLE_BY_OTHERS = 0_022;
  private static final int TYPE_OF_FILE = 0_170_000;
  private static final int REGULAR = 0_100_000;

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  /** Returns what changes when the file does, empty if there is none. */
  Optional<Map<String, Object>> stamp() throws UnreadableKeysException {
    try {
      return Optional.of(Files.readAttributes(path, STAMP));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads a file of that stamp. */
  byte[] content(Map<String, Object> stamp) throws UnreadableKeysException {
    int mode = stamp.get("mode") instanceof Integer number ? number : 0;
    if ((mode & TYPE_OF_FILE) != REGULAR) {
      throw new UnreadableKeysException(path + " is not a regular file");
    }
    if ((mode & WRITABLE_BY_OTHERS) != 0) {
      // As StrictModes of sshd_config(5): whoever may write it could let himself in.
      throw new UnreadableKeysException(
          "%s is writable by others than its owner; run: chmod go-w %s".formatted(path, path));
    }
    try (var input = Files.newInputStream(path)) {
      byte[] content = input.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new UnreadableKeysException(path + " is larger than 16 MiB");
      }
      return content;
    } catch (UnreadableKeysException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Says that the file is something else. */
  UnreadableKeysException notText(Problem first) {
    return new UnreadableKeysException(path + " is not a text file with keys, " + first);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private UnreadableKeysException unreadable(IOException e) {
    String reason =
        e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    return new UnreadableKeysException(path + " cannot be read: " + reason);
  }
}
