package dev.hatchway.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** The last lines of the log, and those that come. */
public final class AuditTail {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final AuditFolder folder;
  private final Consumer<byte[]> reader;

  /**
   * @param reader takes the lines, as they are
   */
  public AuditTail(AuditFolder folder, Consumer<byte[]> reader) {
    this.folder = folder;
    this.reader = reader;
  }

  /** Hands over the last lines, oldest first. */
  public void last(int count) throws IOException {
    try (var current = new LineReader(folder.current())) {
      last(current, count);
    }
  }

  /** Hands over the last lines and then each that comes, until the thread is interrupted. */
  public void follow(int count) throws IOException, InterruptedException {
    Object key = LogFile.keyOf(folder.current());
    LineReader lines = new LineReader(folder.current());
    try {
      last(lines, count);
      while (true) {
        Thread.sleep(PAUSE);
        // Asked for first: what stands in a file that was closed before is all that it will hold.
        Object now = LogFile.keyOf(folder.current());
        hand(lines);
        if (!now.equals(key)) {
          lines.close();
          lines = new LineReader(folder.current());
          key = now;
          hand(lines);
        }
      }
    } finally {
      lines.close();
    }
  }

  private void last(LineReader current, int count) throws IOException {
    Deque<byte[]> last = lastOf(current, count);
    for (Path file : folder.closedFiles().reversed()) {
      if (last.size() >= count) {
        break;
      }
      try (var lines = new LineReader(file)) {
        lastOf(lines, count - last.size()).reversed().forEach(last::addFirst);
      }
    }
    last.forEach(reader);
  }

  private void hand(LineReader lines) throws IOException {
    for (Optional<byte[]> next = lines.next(); next.isPresent(); next = lines.next()) {
      reader.accept(next.get());
    }
  }

  private static Deque<byte[]> lastOf(LineReader lines, int count) throws IOException {
    Deque<byte[]> last = new ArrayDeque<>();
    for (Optional<byte[]> next = lines.next(); next.isPresent(); next = lines.next()) {
      last.addLast(next.get());
      if (last.size() > count) {
        last.removeFirst();
      }
    }
    return last;
  }
}
