package dev.hatchway.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that one one-off takes, set aside so that no other gets them. It ends in one of two
 * ways: the files have arrived and are removed, or they go back into the inbox.
 */
public final class Delivery implements AutoCloseable {
  private final Inbox inbox;
  private final Path folder;
  private final List<Entry> entries;
  private boolean ended;

  Delivery(Inbox inbox, Path folder, List<Entry> entries) {
    this.inbox = inbox;
    this.folder = folder;
    this.entries = List.copyOf(entries);
  }

  /** Returns all files and folders, each folder before what is in it. */
  public List<Entry> entries() {
    return entries;
  }

  /** Returns what is at the top, for the line that tells the user what was delivered. */
  public List<Named> names() {
    return Named.of(entries);
  }

  /** Removes the files, since they have arrived. */
  public synchronized void delivered() throws IOException {
    if (!ended) {
      ended = true;
      inbox.throwAway(folder);
    }
  }

  /**
   * Returns the files to the inbox. One whose name is in use again keeps its bytes under the next
   * free of {@code name.1}, {@code name.2}.
   */
  public synchronized void putBack() throws IOException {
    if (!ended) {
      ended = true;
      inbox.putBack(folder, entries);
    }
  }

  /** Puts the files back, unless they were delivered. */
  @Override
  public void close() throws IOException {
    putBack();
  }
}
