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
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the one-offs of each app in a small file, so that no number is given twice, also when the
 * container that had it is long gone, and also if another gateway on the same engine made it: the
 * engine tells both of every one-off. If both propose a number at the same moment, the engine's
 * conflict of names decides, and the loser asks for the next one.
 */
public final class OneOffNumbers {
  /** More one-offs than come and go while one is being made. */
  private static final int MOST_RECENT = 1_000;

  /** Events arrive within 10 ms (measured); if they have broken off, nobody waits longer. */
  private static final Duration NEWS = Duration.ofSeconds(1);

  private final Path folder;

  /** The highest number that was seen of an app, until its file says as much. */
  private final Map<AppName, Integer> seen = new ConcurrentHashMap<>();

  /** The containers that have got numbers lately, by their names such as {@code shop.run.7}. */
  private final Map<String, String> recent =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_RECENT;
            }
          });

  /**
   * @param folder where the counters are; it is made if it is not there
   */
  public OneOffNumbers(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the next number of the app's one-offs: above all that were given or seen, and above all
   * that its containers have now.
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
    int highest = Math.max(inUse, seen.getOrDefault(app.name(), 0));
    try {
      int next = Math.max(read(file(app.name())), highest) + 1;
      write(app.name(), next);
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException("the counter " + file(app.name()) + " cannot be written", e);
    }
  }

  /** Takes note of a one-off, whoever made it, and does no more: {@link #keep} writes it down. */
  void see(AppName app, int number, String container) {
    seen.merge(app, number, Math::max);
    synchronized (recent) {
      recent.putIfAbsent(name(app, number), container);
      recent.notifyAll();
    }
  }

  /**
   * Returns whether another container than this one had the number first. It is gone by now, else
   * the engine would have refused the name. The engine tells of all containers in their order, so
   * once it has told of this one, or of another with its name, all is known; until then this waits.
   */
  public boolean wasTaken(AppName app, int number, String container) {
    String name = name(app, number);
    long deadline = System.nanoTime() + NEWS.toNanos();
    synchronized (recent) {
      try {
        for (long left = NEWS.toMillis(); !recent.containsKey(name) && left > 0; ) {
          recent.wait(left);
          left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return !recent.getOrDefault(name, container).equals(container);
    }
  }

  /** Writes down what was seen, so that a restart does not forget it. */
  synchronized void keep() throws IOException {
    for (Map.Entry<AppName, Integer> entry : Map.copyOf(seen).entrySet()) {
      if (read(file(entry.getKey())) < entry.getValue()) {
        write(entry.getKey(), entry.getValue());
      }
      seen.remove(entry.getKey(), entry.getValue());
    }
  }

  private void write(AppName app, int number) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(file(app).getFileName() + ".new");
    Files.writeString(fresh, number + "\n", StandardCharsets.US_ASCII);
    Files.move(
        fresh, file(app), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A name is letters, digits, dots, dashes and underscores, so it can be a file's name. */
  private Path file(AppName app) {
    return folder.resolve(app.value() + ".count");
  }

  private static String name(AppName app, int number) {
    return app + "." + ProcessName.ONE_OFF + "." + number;
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
