package dev.hatchway.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One file or folder of a delivery.
 *
 * @param path relative to the inbox, with slashes
 * @param size 0 for a folder
 * @param mode the nine permission bits
 * @param source where the bytes are
 */
public record Entry(
    String path, boolean folder, long size, int mode, Instant modified, Path source) {

  /** Returns the folders among the entries, each as the names that lead to it. */
  static Set<List<String>> folders(List<Entry> entries) {
    return entries.stream()
        .filter(Entry::folder)
        .map(entry -> List.of(entry.path().split("/")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Opens the file to be read from front to back. */
  public InputStream open() throws IOException {
    return Disk.openStream(source);
  }
}
