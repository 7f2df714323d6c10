package dev.hatchway.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Paths with {@code *}, {@code ?} or {@code [}, which a shell at the far end would expand. */
final class RsyncGlob {
  private RsyncGlob() {}

  /** Returns the paths that are meant, in order; the path itself if none is there, as a shell. */
  static List<String> expanded(FileTree tree, String path) throws TransferException {
    if (!RsyncPattern.isOne(path) || isThere(tree, path)) {
      return List.of(path);
    }
    List<String> found = List.of(path.startsWith("/") ? "/" : "");
    for (String step : path.split("/", -1)) {
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        if (step.isEmpty()) {
          next.add(folder);
        } else if (RsyncPattern.isOne(step)) {
          next.addAll(children(tree, folder, step));
        } else {
          next.add(joined(folder, step));
        }
      }
      found = next;
    }
    List<String> there = new ArrayList<>();
    for (String one : found) {
      if (isThere(tree, one)) {
        there.add(path.endsWith("/") ? one + "/" : one);
      }
    }
    return there.isEmpty() ? List.of(path) : there;
  }

  /** As in a shell, a name that begins with a dot is only meant by a pattern that does. */
  private static List<String> children(FileTree tree, String folder, String step) {
    RsyncPattern pattern = new RsyncPattern("/" + step);
    List<String> names = new ArrayList<>();
    try (Listing listing = tree.list(folder.isEmpty() ? "." : folder)) {
      for (Optional<Listing.Child> next = listing.next(); next.isPresent(); next = listing.next()) {
        String name = next.get().name();
        boolean hidden = name.startsWith(".") && !step.startsWith(".");
        if (!hidden && pattern.matches(name, next.get().attributes().isFolder())) {
          names.add(joined(folder, name));
        }
      }
    } catch (TransferException e) {
      // No folder to look into: nothing of it is meant.
      return List.of();
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  private static boolean isThere(FileTree tree, String path) {
    try {
      tree.linkStat(path);
      return true;
    } catch (TransferException e) {
      return false;
    }
  }

  static String joined(String folder, String name) {
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
