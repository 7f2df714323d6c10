package dev.hatchway.inside;

import dev.hatchway.container.ContainerFiles;
import dev.hatchway.container.Inside;
import dev.hatchway.container.OneOff.Owner;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.FileTree;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The files of a container as a tree. What is new belongs to the container's user, what takes the
 * place of a file keeps that one's owner and mode. A relative path begins in the folder that the
 * container's program was started in.
 */
public final class ContainerTree implements FileTree {
  static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  /** A larger file is not written anew in order to have another mode or time. */
  private static final long MOST_TO_REWRITE = 64L << 20;

  private static final Writing AS_IT_IS =
      new Writing(false, false, false, false, OptionalInt.empty(), OptionalLong.empty());

  private final Places places;
  private final Tools tools;
  private final Spool spool;
  private final ContainerFiles files;
  private final Owner owner;

  private ContainerTree(ContainerFiles files, Places places, Tools tools, Spool spool) {
    this.files = files;
    this.places = places;
    this.tools = tools;
    this.spool = spool;
    this.owner = files.owner();
  }

  /**
   * Opens the files of a container.
   *
   * @param session the id of the session, by which the processes of tools are found again
   */
  public static ContainerTree of(Inside inside, String session, Spool spool) {
    ContainerFiles files = inside.files();
    Tools tools = new Tools(inside, session);
    Places places = new Places(new ArchiveStore(files), new ToolStore(tools, spool), files);
    return new ContainerTree(files, places, tools, spool);
  }

  @Override
  public String canonical(String text) throws TransferException {
    return path(text).toString();
  }

  @Override
  public Attributes stat(String text) throws TransferException {
    return there(followed(path(text)));
  }

  @Override
  public Attributes linkStat(String text) throws TransferException {
    return there(path(text));
  }

  @Override
  public Listing list(String text) throws TransferException {
    ContainerPath path = followed(path(text));
    if (there(path).kind() != Attributes.Kind.FOLDER) {
      throw TransferException.failure(text + ": not a folder");
    }
    return listing(children(path));
  }

  @Override
  public ReadableFile openToRead(String text) throws TransferException {
    ContainerPath path = followed(path(text));
    regular(text, there(path));
    return places.of(path).open(path);
  }

  @Override
  public WritableFile openToWrite(String text, Writing how) throws TransferException {
    ContainerPath path = followed(path(text));
    Optional<Attributes> before = find(path);
    if (before.isEmpty()) {
      checkNew(text, path, how);
      return file(path, spool.open(text), how, owner, how.mode().orElse(FILE_MODE));
    }
    if (how.exclusive()) {
      throw TransferException.alreadyExists(text);
    }
    regular(text, before.get());
    Store store = places.of(path);
    Owner kept = store.ownerOf(path);
    FileChannel content = how.truncate() ? spool.open(text) : spool.copy(text, store.open(path));
    return file(path, content, how, kept, before.get().mode());
  }

  @Override
  public void change(String text, Changes changes) throws TransferException {
    ContainerPath path = followed(path(text));
    Attributes before = there(path);
    if (changes.equals(Changes.NONE)) {
      return;
    }
    switch (before.kind()) {
      case FOLDER -> changeFolder(path, before, changes);
      case FILE -> changeFile(path, before, changes);
      case LINK, OTHER -> throw TransferException.failure(text + ": not a regular file");
    }
  }

  @Override
  public void makeFolder(String text, Changes changes) throws TransferException {
    ContainerPath path = free(text);
    var stamp =
        new Store.Stamp(
            owner, changes.mode().orElse(FOLDER_MODE), changes.modified().orElseGet(Instant::now));
    places.of(path).makeFolder(path, stamp);
  }

  @Override
  public void remove(String text) throws TransferException {
    ContainerPath path = path(text);
    if (there(path).kind() == Attributes.Kind.FOLDER) {
      throw TransferException.failure(text + ": is a folder");
    }
    runTool(text, List.of("rm", "-f", path.toString()));
  }

  @Override
  public void removeFolder(String text) throws TransferException {
    ContainerPath path = path(text);
    if (there(path).kind() != Attributes.Kind.FOLDER) {
      throw TransferException.failure(text + ": not a folder");
    }
    runTool(text, List.of("rmdir", path.toString()));
  }

  @Override
  public void rename(String from, String to, boolean replace) throws TransferException {
    ContainerPath source = path(from);
    ContainerPath target = path(to);
    there(source);
    Optional<Attributes> before = find(target);
    if (before.isPresent()
        && (!replace || before.get().kind() != Attributes.Kind.FILE)
        && !source.equals(target)) {
      throw TransferException.alreadyExists(to);
    }
    runTool(from, List.of("mv", "-f", source.toString(), target.toString()));
  }

  @Override
  public String readLink(String text) throws TransferException {
    ContainerPath path = path(text);
    if (there(path).kind() != Attributes.Kind.LINK) {
      throw TransferException.failure(text + ": not a link");
    }
    return places.of(path).textOf(path);
  }

  @Override
  public void makeLink(String text, String target) throws TransferException {
    ContainerPath path = free(text);
    places.of(path).makeLink(path, target, new Store.Stamp(owner, FILE_MODE, Instant.now()));
  }

  private ContainerPath path(String text) throws TransferException {
    return ContainerPath.parse(text, places.workdir());
  }

  private Optional<Attributes> find(ContainerPath path) throws TransferException {
    return places.of(path).find(path);
  }

  private Attributes there(ContainerPath path) throws TransferException {
    return find(path).orElseThrow(() -> TransferException.noSuchFile(path.toString()));
  }

  /** Returns the place itself, or where the link there leads to in the end. */
  private ContainerPath followed(ContainerPath path) throws TransferException {
    Optional<Attributes> found = find(path);
    return found.filter(there -> there.kind() == Attributes.Kind.LINK).isPresent()
        ? places.of(path).targetOf(path)
        : path;
  }

  /** With `find` in the image a list takes one short look, else the whole folder is read. */
  private Iterator<Listing.Child> children(ContainerPath path) throws TransferException {
    if (files.isRunning() || places.isHidden(path)) {
      try {
        return places.byTools().list(path);
      } catch (TransferException e) {
        if (e.status() != TransferException.Status.UNSUPPORTED || places.isHidden(path)) {
          throw e;
        }
      }
    }
    return places.byArchive().list(path);
  }

  private static Listing listing(Iterator<Listing.Child> children) {
    return new Listing() {
      @Override
      public Optional<Child> next() {
        return children.hasNext() ? Optional.of(children.next()) : Optional.empty();
      }

      @Override
      public void close() {
        // All of it was read before.
      }
    };
  }

  private void checkNew(String text, ContainerPath path, Writing how) throws TransferException {
    if (!how.create()) {
      throw TransferException.noSuchFile(text);
    }
    Attributes folder = there(followed(path.parent()));
    if (folder.kind() != Attributes.Kind.FOLDER) {
      throw TransferException.failure(path.parent() + ": not a folder");
    }
  }

  /** Returns the path, at which nothing may be yet. */
  private ContainerPath free(String text) throws TransferException {
    ContainerPath path = path(text);
    if (find(path).isPresent()) {
      throw TransferException.alreadyExists(text);
    }
    return path;
  }

  private static void regular(String text, Attributes attributes) throws TransferException {
    if (attributes.kind() != Attributes.Kind.FILE) {
      throw TransferException.failure(
          text
              + (attributes.kind() == Attributes.Kind.FOLDER
                  ? ": is a folder"
                  : ": not a regular file"));
    }
  }

  private SpooledFile file(
      ContainerPath path, FileChannel content, Writing how, Owner owner, int mode) {
    return new SpooledFile(
        path.toString(),
        content,
        how.append(),
        (whole, changes) ->
            places
                .of(path)
                .put(
                    path,
                    new Store.Stamp(
                        owner,
                        changes.mode().orElse(mode),
                        changes.modified().orElseGet(Instant::now)),
                    whole));
  }

  private void changeFolder(ContainerPath path, Attributes before, Changes changes)
      throws TransferException {
    if (places.isHidden(path)) {
      changeByTools(path, changes);
      return;
    }
    Store store = places.byArchive();
    store.makeFolder(
        path,
        new Store.Stamp(
            store.ownerOf(path),
            changes.mode().orElse(before.mode()),
            changes.modified().orElse(before.modified())));
  }

  /** By tools, else, if it is not large, by writing the file anew. */
  private void changeFile(ContainerPath path, Attributes before, Changes changes)
      throws TransferException {
    try {
      changeByTools(path, changes);
    } catch (TransferException e) {
      if (e.status() != TransferException.Status.UNSUPPORTED
          || places.isHidden(path)
          || before.size() > MOST_TO_REWRITE) {
        throw e;
      }
      try (WritableFile file = openToWrite(path.toString(), AS_IT_IS)) {
        file.change(ofTime(before.modified()).with(changes));
      }
    }
  }

  private static Changes ofTime(Instant time) {
    return new Changes(OptionalLong.empty(), OptionalInt.empty(), Optional.of(time));
  }

  private void changeByTools(ContainerPath path, Changes changes) throws TransferException {
    String text = path.toString();
    if (changes.size().isPresent()) {
      String size = Long.toString(changes.size().getAsLong());
      runTool(text, List.of("truncate", "-s", size, text));
    }
    if (changes.mode().isPresent()) {
      runTool(text, List.of("chmod", ToolStore.octal(changes.mode().getAsInt()), text));
    }
    if (changes.modified().isPresent()) {
      runTool(text, List.of("touch", "-d", ToolStore.time(changes.modified().get()), text));
    }
  }

  private void runTool(String text, List<String> words) throws TransferException {
    if (!files.isRunning()) {
      throw TransferException.unsupported(
          text + ": operation unsupported: the container does not run");
    }
    tools.run(text, words);
  }
}
