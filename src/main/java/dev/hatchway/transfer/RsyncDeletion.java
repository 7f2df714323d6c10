package dev.hatchway.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Removes what the client does not have, {@code --delete}. */
final class RsyncDeletion {
  private final FileTree tree;
  private final RsyncOptions options;
  private final RsyncFilter filter;
  private final RsyncPlace place;
  private final RsyncOutput out;

  RsyncDeletion(
      FileTree tree, RsyncOptions options, RsyncFilter filter, RsyncPlace place, RsyncOutput out) {
    this.tree = tree;
    this.options = options;
    this.filter = filter;
    this.place = place;
    this.out = out;
  }

  /** Removes from the folders of a sorted list what is not in it. */
  void run(RsyncList list) throws IOException {
    for (int index = 0; place.folder() && index < list.size(); index++) {
      RsyncEntry entry = list.get(index);
      if (entry.isFolder() && !entry.isPartial()) {
        try {
          clean(list, entry);
        } catch (TransferException e) {
          out.refuse(e.reason());
        }
      }
    }
  }

  private void clean(RsyncList list, RsyncEntry entry) throws IOException {
    String path = place.of(entry);
    Optional<Attributes> there = RsyncPlace.find(tree, path);
    if (there.isEmpty() || !there.get().isFolder()) {
      return;
    }
    for (Listing.Child child : children(path)) {
      String name = entry.isTop() ? child.name() : entry.text() + "/" + child.name();
      if (!list.contains(name)) {
        remove(RsyncGlob.joined(path, child.name()), name, child.attributes());
      }
    }
  }

  /** Listed to the end before anything is removed, or the listing would change on the way. */
  private List<Listing.Child> children(String path) throws TransferException {
    List<Listing.Child> children = new ArrayList<>();
    try (Listing listing = tree.list(path)) {
      for (Optional<Listing.Child> next = listing.next(); next.isPresent(); next = listing.next()) {
        children.add(next.get());
      }
    }
    return children;
  }

  /** Removes a file, or a folder with what is in it; returns whether all of it is gone. */
  boolean remove(String path, String name, Attributes there) throws IOException {
    if (filter.excludes(name, there.isFolder())) {
      return false;
    }
    try {
      return there.isFolder() ? removeFolder(path, name) : removeFile(path, name);
    } catch (TransferException e) {
      out.refuse(e.reason());
      return false;
    }
  }

  private boolean removeFile(String path, String name) throws IOException {
    if (!options.has(RsyncOption.DRY_RUN)) {
      tree.remove(path);
    }
    out.message(RsyncProtocol.MESSAGE_DELETED, name.getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private boolean removeFolder(String path, String name) throws IOException {
    boolean empty = true;
    for (Listing.Child child : children(path)) {
      String below = RsyncGlob.joined(path, child.name());
      empty &= remove(below, name + "/" + child.name(), child.attributes());
    }
    if (!empty) {
      out.tell("cannot delete non-empty directory: " + name);
      return false;
    }
    if (!options.has(RsyncOption.DRY_RUN)) {
      tree.removeFolder(path);
    }
    // A zero behind the name says that it was a folder.
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    out.message(RsyncProtocol.MESSAGE_DELETED, Arrays.copyOf(bytes, bytes.length + 1));
    return true;
  }
}
