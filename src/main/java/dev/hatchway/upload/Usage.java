package dev.hatchway.upload;

import dev.hatchway.model.ByteSize;
import dev.hatchway.transfer.Space;
import dev.hatchway.transfer.TransferException;
import java.util.List;

/** How much of its quota an inbox uses, files that are still being written included. */
final class Usage {
  /** Empty files and folders use no bytes, but they do use the disk. */
  static final int MOST_ENTRIES = 200_000;

  private final long quota;
  private long bytes;
  private long entries;

  Usage(long quota) {
    this.quota = quota;
  }

  synchronized Space space() {
    return new Space(quota, Math.max(0, quota - bytes));
  }

  /** Takes room for some bytes, or refuses. */
  synchronized void reserve(long more) throws TransferException {
    check(more);
    bytes += more;
  }

  /** Refuses if there is no room for that many bytes more. */
  synchronized void check(long more) throws TransferException {
    if (more > quota - bytes) {
      throw exceeded("quota of " + ByteSize.format(quota) + " exceeded");
    }
  }

  synchronized void reserveEntry() throws TransferException {
    if (entries >= MOST_ENTRIES) {
      throw exceeded("quota of " + MOST_ENTRIES + " files exceeded");
    }
    entries++;
  }

  /** Counts what is there in any case, quota or not. */
  synchronized void add(List<Entry> more) {
    bytes += bytesOf(more);
    entries += more.size();
  }

  void release(List<Entry> fewer) {
    release(bytesOf(fewer), fewer.size());
  }

  /** Never goes below nothing: somebody may have removed files by hand. */
  synchronized void release(long fewerBytes, long fewerEntries) {
    bytes = Math.max(0, bytes - fewerBytes);
    entries = Math.max(0, entries - fewerEntries);
  }

  private static long bytesOf(List<Entry> counted) {
    return counted.stream().mapToLong(Entry::size).sum();
  }

  private static TransferException exceeded(String message) {
    return new TransferException(TransferException.Status.QUOTA_EXCEEDED, message);
  }
}
