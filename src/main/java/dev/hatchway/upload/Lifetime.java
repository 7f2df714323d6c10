package dev.hatchway.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long what is in an inbox waits there. Looking at all of it takes a while if there is much, so
 * it is looked at when the first of it may be due and not before.
 */
final class Lifetime {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);

  private final Inbox inbox;
  private final Path record;
  private final Duration span;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /**
   * @param record the file that says what has expired until the user has been told
   */
  Lifetime(Inbox inbox, Path record, Duration span, InstantSource clock) {
    this.inbox = inbox;
    this.record = record;
    this.span = span;
    this.clock = clock;
  }

  Inbox inbox() {
    return inbox;
  }

  /** Removes what has waited for too long. */
  void expire() throws IOException {
    // A new file may have the name of one that is due, and is not to go in its place.
    synchronized (inbox) {
      Instant now = clock.instant();
      if (now.isBefore(next)) {
        return;
      }
      List<Expired> gone = new ArrayList<>();
      // Whatever comes from now on has its whole time.
      next = now.plus(span);
      for (Waiting file : inbox.waiting()) {
        Instant due = file.since().plus(span);
        if (due.isAfter(now)) {
          next = due.isBefore(next) ? due : next;
        } else if (inbox.remove(file)) {
          gone.add(Expired.of(file, due));
        }
      }
      note(gone);
    }
  }

  /** Returns what has been removed so since this was last asked for. */
  List<Expired> expired() throws IOException {
    synchronized (inbox) {
      List<Expired> expired = Expired.read(record);
      Files.deleteIfExists(record);
      return expired;
    }
  }

  /** On a disk that is full the files go all the same, and their names are in the log. */
  private void note(List<Expired> gone) {
    if (gone.isEmpty()) {
      return;
    }
    try {
      Expired.append(record, gone);
    } catch (IOException e) {
      log.warn("the user cannot be told that these have expired: {}", gone, e);
    }
  }
}
