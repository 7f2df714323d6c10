package dev.hatchway.upload;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file or folder at the top of an inbox, with the bytes of all that is in it. */
public record Named(String name, long bytes) {
  static List<Named> of(Collection<Entry> entries) {
    Map<String, Long> sizes = new TreeMap<>();
    entries.forEach(entry -> sizes.merge(top(entry.path()), entry.size(), Long::sum));
    return sizes.entrySet().stream()
        .map(size -> new Named(size.getKey(), size.getValue()))
        .toList();
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
