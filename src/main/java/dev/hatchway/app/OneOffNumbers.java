package dev.hatchway.app;

import dev.hatchway.model.AppName;
import dev.hatchway.model.ProcessName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Counts the one-offs of each app in a small file, so that no number is given twice, also when the
 * container that had it is long gone. Two gateways on one engine may propose the same number; the
 * engine's conflict of names decides then, and the loser asks for the next one.
 */
public final class OneOffNumbers {
  private final Path folder;

  /**
   * @param folder where the counters are; it is made if it is not there
   */
  public OneOffNumbers(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the next number of the app's one-offs: above all that were given, and above all that
   * its containers have now.
   *
   * @throws UncheckedIOException if the counter cannot be written; nothing may be started then
   */
  public synchronized int next(App app) {
    int inUse =
        app.processes().stream()
            .map(process -> process.name())
            .filter(ProcessName::isOneOff)
            .mapToInt(ProcessName::number)
            .max()
            .orElse(0);
    Path file = folder.resolve(fileName(app.name()));
    try {
      Files.createDirectories(folder);
      int next = Math.max(read(file), inUse) + 1;
      Path fresh = folder.resolve(fileName(app.name()) + ".new");
      Files.writeString(fresh, next + "\n", StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException("the counter " + file + " cannot be written", e);
    }
  }

  /** A name is letters, digits, dots, dashes and underscores, so it can be a file's name. */
  private static String fileName(AppName app) {
    return app.value() + ".count";
  }

  private static int read(Path file) throws IOException {
    try {
      return Integer.parseInt(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      // Never counted, or damaged: the containers that there are tell the least it can be.
      return 0;
    }
  }
}
