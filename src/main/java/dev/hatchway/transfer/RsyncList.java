package dev.hatchway.transfer;

import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list of files, which both sides hold in memory for the whole transfer; so it is bounded. */
final class RsyncList {
  static final int MOST_ENTRIES = 1_000_000;

  /** For all names and what goes with them. */
  static final long MOST_BYTES = 128L << 20;

  private final List<RsyncEntry> entries = new ArrayList<>();
  private long bytes;

  void add(RsyncEntry entry) throws ProtocolException {
    bytes += RsyncEntry.BYTES + entry.name().length + entry.more().length;
    if (entries.size() == MOST_ENTRIES || bytes > MOST_BYTES) {
      throw new ProtocolException(
          "too many files at once, at most %d with names of %d MiB; send them folder by folder"
              .formatted(MOST_ENTRIES, MOST_BYTES >> 20));
    }
    entries.add(entry);
  }

  /** Brings the entries into the order by which they are numbered. */
  void sort() {
    entries.sort(RsyncOrder.ORDER);
  }

  int size() {
    return entries.size();
  }

  RsyncEntry get(int index) {
    return entries.get(index);
  }

  /** Whether the entry before that has the same name; then only that one counts. */
  boolean isRepeated(int index) {
    return index > 0 && RsyncOrder.ORDER.compare(get(index - 1), get(index)) == 0;
  }

  /** Whether a sorted list holds something of that name, of whatever kind. */
  boolean contains(String name) {
    return List.of(Attributes.Kind.FILE, Attributes.Kind.FOLDER).stream()
        .map(kind -> new Attributes(kind, 0, 0, 0, 0, Instant.EPOCH))
        .map(attributes -> RsyncEntry.of(name, attributes, false))
        .anyMatch(entry -> Collections.binarySearch(entries, entry, RsyncOrder.ORDER) >= 0);
  }
}
