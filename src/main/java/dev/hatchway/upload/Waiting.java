package dev.hatchway.upload;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file or folder at the top of an inbox.
 *
 * @param bytes of all that is in it
 * @param since when the last of it came
 */
public record Waiting(String name, boolean folder, long bytes, Instant since) {
  private static final Comparator<Waiting> FIRST_COME =
      Comparator.comparing(Waiting::since).thenComparing(Waiting::name);

  /** Returns what is at the top, what came first being first. */
  public static List<Waiting> of(Collection<Entry> entries) throws IOException {
    Map<String, Waiting> waiting = new HashMap<>();
    for (Entry entry : entries) {
      int slash = entry.path().indexOf('/');
      String name = slash < 0 ? entry.path() : entry.path().substring(0, slash);
      Waiting part =
          new Waiting(
              name, slash >= 0 || entry.folder(), entry.size(), Disk.arrived(entry.source()));
      waiting.merge(name, part, Waiting::and);
    }
    return waiting.values().stream().sorted(FIRST_COME).toList();
  }

  private Waiting and(Waiting more) {
    return new Waiting(
        name,
        folder || more.folder,
        bytes + more.bytes,
        since.isAfter(more.since) ? since : more.since);
  }
}
