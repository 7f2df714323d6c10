package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.LogLine;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** The last lines of several logs, in the order of time; bounded, however long the lines are. */
final class LastLines {
  /** Enough for thousands of usual lines; many sessions may ask at the same time. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  /** What a line costs besides its text: its objects and its place in the queue. */
  private static final int COST = 128;

  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.comparing(Entry::time).thenComparingLong(Entry::number);

  private final int count;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>(OLDEST_FIRST);
  private long bytes;
  private long numbers;
  private boolean shortened;

  /**
   * @param count how many lines at most
   */
  LastLines(int count) {
    this.count = count;
  }

  void add(Process process, LogLine line) {
    Entry added = new Entry(process, line, numbers++);
    entries.add(added);
    bytes += added.cost();
    while (entries.size() > count || (bytes > MOST_BYTES && entries.size() > 1)) {
      shortened |= entries.size() <= count;
      bytes -= entries.remove().cost();
    }
  }

  /** Returns whether there are fewer than asked for because they are too long. */
  boolean isShortened() {
    return shortened;
  }

  /** Hands all lines over, oldest first; afterwards there are none. */
  void forEach(BiConsumer<Process, LogLine> reader) {
    for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
      reader.accept(entry.process(), entry.line());
    }
    bytes = 0;
  }

  /** A line, whose it is, and when it came: lines of one time stay in their order. */
  private record Entry(Process process, LogLine line, long number) {
    Instant time() {
      return line.time();
    }

    long cost() {
      return (long) line.text().length() * Character.BYTES + COST;
    }
  }
}
