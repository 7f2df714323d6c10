package dev.hatchway.session;

import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.FileTree;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.Space;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All files that an app's account leads to: the inbox, and behind {@code web.1:} the files of that
 * process's container.
 */
final class AccountTree implements FileTree {
  /** Names may come back as the client was told them: below the inbox's own. */
  private static final Pattern IN_CONTAINER =
      Pattern.compile(
          "(?:~/|\\./|/tmp/uploads/+|/+)?([A-Za-z0-9][A-Za-z0-9._-]*):(.*)", Pattern.DOTALL);

  private final FileTree inbox;
  private final Doors doors;
  private final Map<String, FileTree> open = new HashMap<>();

  AccountTree(FileTree inbox, Doors doors) {
    this.inbox = inbox;
    this.doors = doors;
  }

  /** Opens containers, to those who may enter them. */
  @FunctionalInterface
  interface Doors {
    FileTree open(Target target) throws TransferException;
  }

  @Override
  public String canonical(String path) throws TransferException {
    Place place = place(path);
    return place.prefix() + place.tree().canonical(place.path());
  }

  @Override
  public Attributes stat(String path) throws TransferException {
    Place place = place(path);
    return place.tree().stat(place.path());
  }

  @Override
  public Attributes linkStat(String path) throws TransferException {
    Place place = place(path);
    return place.tree().linkStat(place.path());
  }

  @Override
  public Listing list(String path) throws TransferException {
    Place place = place(path);
    return place.tree().list(place.path());
  }

  @Override
  public ReadableFile openToRead(String path) throws TransferException {
    Place place = place(path);
    return place.tree().openToRead(place.path());
  }

  @Override
  public WritableFile openToWrite(String path, Writing how) throws TransferException {
    Place place = place(path);
    return place.tree().openToWrite(place.path(), how);
  }

  @Override
  public void change(String path, Changes changes) throws TransferException {
    Place place = place(path);
    place.tree().change(place.path(), changes);
  }

  @Override
  public void makeFolder(String path, Changes changes) throws TransferException {
    Place place = place(path);
    place.tree().makeFolder(place.path(), changes);
  }

  @Override
  public void remove(String path) throws TransferException {
    Place place = place(path);
    place.tree().remove(place.path());
  }

  @Override
  public void removeFolder(String path) throws TransferException {
    Place place = place(path);
    place.tree().removeFolder(place.path());
  }

  @Override
  public void rename(String from, String to, boolean replace) throws TransferException {
    Place source = place(from);
    Place target = place(to);
    if (!source.prefix().equals(target.prefix())) {
      throw TransferException.unsupported(
          to + ": operation unsupported: another file system than that of " + from);
    }
    source.tree().rename(source.path(), target.path(), replace);
  }

  @Override
  public String readLink(String path) throws TransferException {
    Place place = place(path);
    return place.tree().readLink(place.path());
  }

  @Override
  public void makeLink(String path, String target) throws TransferException {
    Place place = place(path);
    place.tree().makeLink(place.path(), target);
  }

  @Override
  public Space space(String path) throws TransferException {
    Place place = place(path);
    return place.tree().space(place.path());
  }

  /**
   * One place of one of the trees.
   *
   * @param prefix of the tree, in the names that the client knows
   * @param path within the tree
   */
  private record Place(FileTree tree, String prefix, String path) {}

  /**
   * A name like {@code web.1:} always means a container; another one only with an absolute path
   * behind it, because files may have colons in their names.
   */
  private Place place(String path) throws TransferException {
    Matcher names = IN_CONTAINER.matcher(path);
    if (names.matches()) {
      String target = names.group(1);
      String below = names.group(2);
      if (below.startsWith("/") || ProcessName.parse(target).isPresent()) {
        return new Place(tree(target), "/" + target + ":", below.isEmpty() ? "." : below);
      }
    }
    return new Place(inbox, "", path);
  }

  private FileTree tree(String target) throws TransferException {
    FileTree known = open.get(target);
    if (known != null) {
      return known;
    }
    FileTree tree = doors.open(new Target(target));
    open.put(target, tree);
    return tree;
  }
}
