package dev.hatchway.transfer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides about each entry of a client's list what is to be done, and does it, unless the client
 * has to send the bytes of a file for it.
 */
final class RsyncChoice {
  private final FileTree tree;
  private final RsyncOptions options;
  private final RsyncPlace place;
  private final RsyncModes modes;
  private final RsyncOutput out;
  private final RsyncDeletion deletion;

  RsyncChoice(
      FileTree tree,
      RsyncOptions options,
      RsyncPlace place,
      RsyncOutput out,
      RsyncDeletion deletion) {
    this.tree = tree;
    this.options = options;
    this.place = place;
    this.modes = new RsyncModes(options);
    this.out = out;
    this.deletion = deletion;
  }

  /** Returns what the client is to be told, in bits of an item; 0 if there is nothing to tell. */
  int about(RsyncEntry entry) throws IOException {
    String path = place.of(entry);
    Optional<Attributes> there = RsyncPlace.find(tree, path);
    boolean skipped =
        there.isPresent()
            ? options.has(RsyncOption.IGNORE_EXISTING) && !entry.isFolder()
            : options.has(RsyncOption.EXISTING);
    if (skipped) {
      return 0;
    }
    return switch (entry.kind()) {
      case FILE -> aboutFile(entry, path, there);
      case FOLDER -> aboutFolder(entry, path, there);
      case LINK -> aboutLink(entry, path, there);
      case OTHER -> throw TransferException.unsupported(entry.shown() + ": not a regular file");
    };
  }

  private int aboutFile(RsyncEntry entry, String path, Optional<Attributes> there)
      throws IOException {
    if (there.isEmpty() || there.get().kind() != Attributes.Kind.FILE) {
      if (there.isPresent() && !dry()) {
        makeWay(entry, path, there.get());
      }
      checkRoom(entry, path);
      return RsyncProtocol.ITEM_IS_TRANSFER | RsyncProtocol.ITEM_IS_NEW;
    }
    Attributes old = there.get();
    if (options.has(RsyncOption.UPDATE) && old.modified().getEpochSecond() > entry.seconds()) {
      return 0;
    }
    int differences = modes.differences(entry, old);
    if (!isSame(entry, path, old)) {
      checkRoom(entry, path);
      int size = old.size() == entry.size() ? 0 : RsyncProtocol.ITEM_REPORTS_SIZE;
      return RsyncProtocol.ITEM_IS_TRANSFER | size | differences;
    }
    if (differences != 0 && !dry()) {
      tree.change(path, modes.changes(entry, there));
    }
    return differences;
  }

  private boolean isSame(RsyncEntry entry, String path, Attributes old) throws IOException {
    if (old.size() != entry.size()) {
      return false;
    }
    if (options.has(RsyncOption.CHECKSUM)) {
      return Arrays.equals(entry.more(), RsyncDigest.of(tree, path));
    }
    boolean sameTime = old.modified().getEpochSecond() == entry.seconds();
    return options.has(RsyncOption.SIZE_ONLY)
        || (sameTime && !options.has(RsyncOption.IGNORE_TIMES));
  }

  private void makeWay(RsyncEntry entry, String path, Attributes old) throws IOException {
    if (!old.isFolder()) {
      tree.remove(path);
    } else if (options.deletes() || options.has(RsyncOption.FORCE)) {
      deletion.remove(path, entry.text(), old);
    } else {
      tree.removeFolder(path);
    }
  }

  /** A file that is known not to fit is refused before its bytes come, by whoever counts. */
  private void checkRoom(RsyncEntry entry, String path) throws TransferException {
    if (entry.size() > free(path) && !dry()) {
      tree.openToWrite(path, Writing.anew(entry.permissions(), entry.size())).abandon();
    }
  }

  private long free(String path) {
    try {
      return tree.space(path).free();
    } catch (TransferException e) {
      // Not known; then it is seen when it is full.
      return Long.MAX_VALUE;
    }
  }

  private int aboutFolder(RsyncEntry entry, String path, Optional<Attributes> there)
      throws IOException {
    if (there.isPresent() && there.get().isFolder()) {
      return modes.differences(entry, there.get()) & RsyncProtocol.ITEM_REPORTS_TIME;
    }
    if (!dry()) {
      if (there.isPresent()) {
        tree.remove(path);
      }
      tree.makeFolder(path, modes.ofNewFolder(entry));
    }
    return RsyncProtocol.ITEM_IS_LOCAL_CHANGE | RsyncProtocol.ITEM_IS_NEW;
  }

  private int aboutLink(RsyncEntry entry, String path, Optional<Attributes> there)
      throws IOException {
    if (!options.has(RsyncOption.LINKS)) {
      out.tell("skipping non-regular file " + entry.shown());
      return 0;
    }
    if (there.isPresent() && there.get().kind() != Attributes.Kind.LINK) {
      throw TransferException.failure(entry.shown() + ": is in the way of a link");
    }
    if (there.isPresent() && tree.readLink(path).equals(entry.target())) {
      return 0;
    }
    if (!dry()) {
      if (there.isPresent()) {
        tree.remove(path);
      }
      tree.makeLink(path, entry.target());
    }
    return RsyncProtocol.ITEM_IS_LOCAL_CHANGE | RsyncProtocol.ITEM_IS_NEW;
  }

  /** Gives a folder that is complete its mode and time. */
  void finishFolder(RsyncEntry entry) throws TransferException {
    String path = place.of(entry);
    Optional<Attributes> there = RsyncPlace.find(tree, path);
    if (there.isPresent() && modes.differences(entry, there.get()) != 0) {
      tree.change(path, modes.changes(entry, there));
    }
  }

  private boolean dry() {
    return options.has(RsyncOption.DRY_RUN);
  }
}
