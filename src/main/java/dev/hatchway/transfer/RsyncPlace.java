package dev.hatchway.transfer;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where what a client of rsync sends goes: below a folder, or in place of one file.
 *
 * @param base the path of that folder, or of that file
 */
record RsyncPlace(String base, boolean folder) {
  private static final int FOLDER_MODE = 0755;

  /**
   * Finds the place that a path means, and makes its folder if it is missing, as rsync(1) says in
   * "USAGE": one file may get another name, what is more needs a folder.
   */
  static RsyncPlace of(FileTree tree, String path, RsyncList list, RsyncOptions options)
      throws TransferException {
    String base = tree.canonical(path.isEmpty() ? "." : path);
    Optional<Attributes> there = find(tree, base);
    if (there.map(Attributes::isFolder).orElse(false)) {
      return new RsyncPlace(base, true);
    }
    boolean needed = list.size() > 1 || path.endsWith("/") || holdsFolder(list);
    if (needed && there.isPresent()) {
      throw TransferException.failure(path + ": not a folder, which several files need");
    }
    boolean dry = options.has(RsyncOption.DRY_RUN);
    if (options.has(RsyncOption.MAKE_PATH) && !dry) {
      makeParents(tree, base);
    }
    if (needed && !dry) {
      tree.makeFolder(base, mode(FOLDER_MODE));
    }
    return new RsyncPlace(base, needed);
  }

  private static boolean holdsFolder(RsyncList list) {
    return list.size() == 1 && list.get(0).isFolder();
  }

  private static void makeParents(FileTree tree, String base) throws TransferException {
    for (int slash = base.indexOf('/', 1); slash > 0; slash = base.indexOf('/', slash + 1)) {
      String parent = base.substring(0, slash);
      if (isBelowTop(tree, parent) && find(tree, parent).isEmpty()) {
        tree.makeFolder(parent, mode(FOLDER_MODE));
      }
    }
  }

  /** A tree may not be at the root of its names. */
  private static boolean isBelowTop(FileTree tree, String path) throws TransferException {
    String top = tree.canonical(".");
    return !(top + "/").startsWith(path + "/");
  }

  static Changes mode(int mode) {
    return new Changes(OptionalLong.empty(), OptionalInt.of(mode), Optional.empty());
  }

  /** Returns what is at the path, a link itself if it is one; empty if nothing is. */
  static Optional<Attributes> find(FileTree tree, String path) throws TransferException {
    try {
      return Optional.of(tree.linkStat(path));
    } catch (TransferException e) {
      if (e.status() == TransferException.Status.NO_SUCH_FILE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns the path of an entry. */
  String of(RsyncEntry entry) throws TransferException {
    String name = entry.text();
    if (!folder || entry.isTop()) {
      return base;
    }
    return RsyncGlob.joined(base, name.startsWith("/") ? name.substring(1) : name);
  }
}
