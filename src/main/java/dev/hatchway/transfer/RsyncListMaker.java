package dev.hatchway.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the files of a tree that a client of rsync asks for, while it tells the client of each. */
final class RsyncListMaker {
  private static final String TOP = ".";

  private final FileTree tree;
  private final RsyncOptions options;
  private final RsyncFilter filter;
  private final RsyncListWriter writer;
  private final RsyncOutput out;
  private final RsyncList list = new RsyncList();

  /** Where the names of the list begin in the tree, a place for each path that is asked for. */
  private final List<String> roots = new ArrayList<>();

  private boolean incomplete;

  RsyncListMaker(FileTree tree, RsyncOptions options, RsyncFilter filter, RsyncOutput out) {
    this.tree = tree;
    this.options = options;
    this.filter = filter;
    this.writer = new RsyncListWriter(out, options);
    this.out = out;
  }

  RsyncList make(List<String> paths, boolean safe) throws IOException {
    for (String path : paths) {
      try {
        for (String one : RsyncGlob.expanded(tree, path)) {
          addAsked(one);
        }
      } catch (TransferException e) {
        refuse(e);
      }
    }
    writer.end(incomplete, safe);
    return list;
  }

  private void refuse(TransferException e) throws IOException {
    incomplete = true;
    out.refuse(e.reason());
  }

  private void addAsked(String path) throws IOException {
    boolean content = path.isEmpty() || path.endsWith("/") || isDot(path);
    String asked = path.isEmpty() ? TOP : path;
    Attributes attributes = content ? tree.stat(asked) : look(asked);
    String canonical = tree.canonical(asked);
    String last = canonical.substring(canonical.lastIndexOf('/') + 1);
    String name = attributes.isFolder() && (content || last.isEmpty()) ? TOP : last;
    if (!name.equals(TOP) && filter.excludes(name, attributes.isFolder())) {
      return;
    }
    roots.add(name.equals(TOP) ? canonical : parent(canonical));
    if (!attributes.isFolder()) {
      add(canonical, name, attributes, false, false);
    } else if (options.has(RsyncOption.RECURSIVE)) {
      addFolder(canonical, name, attributes, true);
    } else if (!options.has(RsyncOption.FOLDERS)) {
      out.tell("skipping directory " + path);
    } else {
      boolean top = name.equals(TOP);
      add(canonical, name, attributes, top, !top);
      if (top) {
        addContent(canonical, name);
      }
    }
  }

  private static String parent(String canonical) {
    return canonical.substring(0, canonical.lastIndexOf('/') + 1);
  }

  private static boolean isDot(String path) {
    return path.equals("~") || path.equals(TOP) || path.endsWith("/.");
  }

  private Attributes look(String path) throws TransferException {
    return options.has(RsyncOption.FOLLOW_LINKS) ? tree.stat(path) : tree.linkStat(path);
  }

  private void addFolder(String path, String name, Attributes attributes, boolean top)
      throws IOException {
    add(path, name, attributes, top, false);
    addContent(path, name);
  }

  /** The listing is closed before the folders in it are read, or each level would keep one open. */
  private void addContent(String path, String name) throws IOException {
    List<Listing.Child> folders = new ArrayList<>();
    try (Listing listing = tree.list(path)) {
      for (Optional<Listing.Child> next = listing.next(); next.isPresent(); next = listing.next()) {
        addChild(path, name, next.get(), folders);
      }
    } catch (TransferException e) {
      refuse(e);
    }
    for (Listing.Child folder : folders) {
      String below = RsyncGlob.joined(path, folder.name());
      addFolder(below, below(name, folder.name()), folder.attributes(), false);
    }
  }

  private void addChild(String path, String name, Listing.Child child, List<Listing.Child> folders)
      throws IOException {
    String below = below(name, child.name());
    String place = RsyncGlob.joined(path, child.name());
    try {
      boolean link = child.attributes().kind() == Attributes.Kind.LINK;
      boolean followed = link && options.has(RsyncOption.FOLLOW_LINKS);
      Attributes attributes = followed ? tree.stat(place) : child.attributes();
      if (filter.excludes(below, attributes.isFolder())) {
        return;
      }
      if (attributes.isFolder() && options.has(RsyncOption.RECURSIVE)) {
        folders.add(new Listing.Child(child.name(), attributes));
      } else {
        add(place, below, attributes, false, attributes.isFolder());
      }
    } catch (TransferException e) {
      refuse(e);
    }
  }

  private static String below(String folder, String name) {
    return folder.equals(TOP) ? name : folder + "/" + name;
  }

  private void add(String path, String name, Attributes attributes, boolean top, boolean partial)
      throws IOException {
    RsyncEntry entry = RsyncEntry.of(name, attributes, partial);
    if (entry.name().length > RsyncProtocol.LONGEST_NAME) {
      throw TransferException.failure(name + ": name too long");
    }
    switch (entry.kind()) {
      case FILE -> {
        if (options.has(RsyncOption.CHECKSUM)) {
          entry.with(RsyncDigest.of(tree, path));
        }
      }
      case LINK -> {
        if (!options.has(RsyncOption.LINKS)) {
          out.tell("skipping link " + name);
          return;
        }
        entry.with(tree.readLink(path).getBytes(StandardCharsets.UTF_8));
      }
      case FOLDER -> {}
      case OTHER -> {
        out.tell("skipping non-regular file " + name);
        return;
      }
    }
    list.add(entry.below(roots.size() - 1));
    writer.write(entry, top, attributes.owner(), attributes.group());
  }

  /** Returns where in the tree the file of an entry is. */
  String place(RsyncEntry entry) throws TransferException {
    String root = roots.get(entry.root());
    return entry.isTop() ? root : RsyncGlob.joined(root, entry.text());
  }
}
