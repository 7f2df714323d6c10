package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.FileTree;
import dev.hatchway.transfer.Listing;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.Space;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a user has sent for the next one-off of an app. All sessions of the user work on
 * the same inbox; every step on the disk is taken under its lock, only the bytes of files are not.
 */
public final class Inbox implements FileTree {
  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private final Shelf shelf;
  private final Usage usage;

  private final CountedFiles files;
  private final Parts parts;

  /** The folders of the last delivery: whoever was still sending into one may go on. */
  private Set<List<String>> taken = Set.of();

  private Inbox(Shelf shelf, Usage usage) {
    this.shelf = shelf;
    this.usage = usage;
    this.files = new CountedFiles(usage);
    this.parts = new Parts(shelf, usage);
  }

  static Inbox open(Shelf shelf, long quotaBytes) throws IOException {
    shelf.make();
    Inbox inbox = new Inbox(shelf, new Usage(quotaBytes));
    inbox.usage.add(Disk.entries(shelf.files()));
    return inbox;
  }

  /** Returns what is at the top of the inbox, what came first being first. */
  public synchronized List<Waiting> waiting() throws IOException {
    return Waiting.of(Disk.entries(shelf.files()));
  }

  /** Removes what waits under a name; returns false if it is not there any more. */
  public boolean remove(Waiting file) throws IOException {
    Path trash;
    synchronized (this) {
      Path place = shelf.files().resolve(file.name());
      if (!Disk.exists(place)) {
        return false;
      }
      files.release(place);
      trash = shelf.throwAway(place);
    }
    Disk.removeTree(trash);
    return true;
  }

  /**
   * Sets everything aside for one one-off; empty if there is nothing. A file that is still being
   * written stays and comes with the next delivery.
   */
  public synchronized Optional<Delivery> take() throws IOException {
    if (shelf.isEmpty()) {
      return Optional.empty();
    }
    Path aside = shelf.setAside();
    try {
      List<Entry> entries = Disk.entries(aside);
      usage.release(entries);
      taken = Entry.folders(entries);
      return Optional.of(new Delivery(this, aside, entries));
    } catch (IOException e) {
      shelf.putBack(aside);
      throw e;
    }
  }

  synchronized void putBack(Path delivery, List<Entry> entries) throws IOException {
    int merged = shelf.putBack(delivery);
    usage.add(entries);
    usage.release(0, merged);
  }

  void throwAway(Path delivery) throws IOException {
    Path trash;
    synchronized (this) {
      trash = shelf.throwAway(delivery);
    }
    Disk.removeTree(trash);
  }

  @Override
  public String canonical(String path) throws TransferException {
    return InboxPath.parse(path).canonical();
  }

  @Override
  public Attributes stat(String text) throws TransferException {
    Attributes attributes = linkStat(text);
    if (attributes.kind() == Attributes.Kind.LINK) {
      throw Shelf.linkRefused(InboxPath.parse(text));
    }
    return attributes;
  }

  @Override
  public Attributes linkStat(String text) throws TransferException {
    Optional<Attributes> found = at(text, path -> Disk.find(shelf.locate(path)));
    return found.isPresent() ? found.get() : parts.find(text).attributes();
  }

  @Override
  public Listing list(String text) throws TransferException {
    return at(
        text,
        path -> {
          Path place = shelf.locate(path);
          return switch (Disk.attributes(place).kind()) {
            case FOLDER -> FolderListing.open(text, place);
            case LINK -> throw Shelf.linkRefused(path);
            case FILE, OTHER -> throw TransferException.failure(text + ": not a folder");
          };
        });
  }

  @Override
  public ReadableFile openToRead(String text) throws TransferException {
    return at(
        text,
        path -> {
          Path place = shelf.locate(path);
          Attributes attributes = Shelf.regular(path, Disk.attributes(place));
          return new StoredFile(text, attributes, Disk.open(place, StandardOpenOption.READ));
        });
  }

  @Override
  public WritableFile openToWrite(String text, Writing how) throws TransferException {
    return at(
        text,
        path -> {
          if (path.isTop() || path.folder()) {
            throw TransferException.failure(text + ": is a folder");
          }
          Path place = shelf.locate(path, this::remakeTaken);
          Optional<Attributes> there = Disk.find(place);
          if (there.isPresent()) {
            return parts.beginAgain(this, path, place, Shelf.regular(path, there.get()), how);
          }
          if (!how.create()) {
            throw TransferException.noSuchFile(text);
          }
          return parts.begin(this, path, how, how.mode().orElse(FILE_MODE));
        });
  }

  /** Gives a complete part its name, and makes its folder again if that was taken meanwhile. */
  synchronized void publish(Part part) throws IOException {
    Path place = shelf.locate(part.path(), this::remake);
    Optional<Attributes> there = Disk.find(place);
    if (there.isPresent() && part.isExclusive()) {
      throw TransferException.alreadyExists(part.path().relative());
    }
    files.move(part.source(), place, there);
    forget(part);
  }

  void forget(Part part) {
    parts.forget(part);
  }

  @Override
  public void change(String text, Changes changes) throws TransferException {
    boolean found =
        at(
            text,
            path -> {
              Path place = shelf.locate(path);
              Optional<Attributes> there = Disk.find(place);
              if (there.isPresent() && !path.isTop()) {
                files.change(path, place, there.get(), changes);
              }
              return there.isPresent() || taken.contains(path.names());
            });
    if (!found) {
      parts.find(text).change(changes);
    }
  }

  @Override
  public void makeFolder(String text, Changes changes) throws TransferException {
    at(
        text,
        path -> {
          if (path.isTop()) {
            throw TransferException.alreadyExists(text);
          }
          Path place = shelf.locate(path, this::remakeTaken);
          files.makeFolder(place, changes.mode().orElse(FOLDER_MODE));
          return place;
        });
  }

  @Override
  public void remove(String text) throws TransferException {
    remove(text, false);
  }

  @Override
  public void removeFolder(String text) throws TransferException {
    remove(text, true);
  }

  private void remove(String text, boolean folder) throws TransferException {
    at(
        text,
        path -> {
          path.checkBelowTop();
          Path place = shelf.locate(path);
          Attributes there = Disk.attributes(place);
          if (folder != (there.kind() == Attributes.Kind.FOLDER)) {
            throw TransferException.failure(text + (folder ? ": not a folder" : ": is a folder"));
          }
          files.delete(place, there);
          return place;
        });
  }

  @Override
  public void rename(String from, String to, boolean replace) throws TransferException {
    InboxPath target = InboxPath.parse(to);
    at(
        from,
        path -> {
          path.checkBelowTop();
          target.checkBelowTop();
          Path source = shelf.locate(path);
          Path place = shelf.locate(target, this::remakeTaken);
          CountedFiles.checkMove(source, target);
          Optional<Attributes> there = Disk.find(place);
          if (there.isPresent() && !replace) {
            throw TransferException.alreadyExists(to);
          }
          files.move(source, place, there);
          return place;
        });
  }

  @Override
  public Space space(String text) throws TransferException {
    InboxPath.parse(text);
    return usage.space();
  }

  private void remakeTaken(InboxPath folder, Path place) throws IOException {
    if (!taken.contains(folder.names())) {
      throw TransferException.noSuchFile(folder.relative());
    }
    remake(folder, place);
  }

  private void remake(InboxPath folder, Path place) throws IOException {
    files.makeFolder(place, FOLDER_MODE);
  }

  private synchronized <T> T at(String text, Work<T> work) throws TransferException {
    InboxPath path = InboxPath.parse(text);
    try {
      return work.run(path);
    } catch (IOException e) {
      throw TransferException.of(text, e);
    }
  }

  /** What is done at a place of the inbox under its lock. */
  private interface Work<T> {
    T run(InboxPath path) throws IOException;
  }
}
