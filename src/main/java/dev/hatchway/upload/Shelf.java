package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The four folders of an inbox on the disk: the files that the user sees, the parts that are still
 * being written, the deliveries that a one-off is just taking, and the trash. They are on one file
 * system, so that each step from one to another is one rename.
 */
record Shelf(Path home) {
  Path files() {
    return home.resolve("files");
  }

  Path parts() {
    return home.resolve("parts");
  }

  private Path deliveries() {
    return home.resolve("deliveries");
  }

  private Path trash() {
    return home.resolve("trash");
  }

  void make() throws IOException {
    for (Path folder : List.of(files(), parts(), deliveries(), trash())) {
      Disk.makeOwnFolders(folder);
    }
  }

  /** Undoes what a killed gateway left half done: no file is lost, and no half file stays. */
  void recover() throws IOException {
    Disk.removeTree(parts());
    Disk.removeTree(trash());
    make();
    try (var deliveries = Files.newDirectoryStream(deliveries())) {
      for (Path delivery : deliveries) {
        putBack(delivery);
      }
    }
  }

  boolean isEmpty() throws IOException {
    try (var children = Files.newDirectoryStream(files())) {
      return !children.iterator().hasNext();
    }
  }

  /** Takes all files away from the user's sight in one step, and returns where they are now. */
  Path setAside() throws IOException {
    Path aside = free(deliveries());
    Files.move(files(), aside, StandardCopyOption.ATOMIC_MOVE);
    Disk.makeOwnFolders(files());
    return aside;
  }

  /** Returns the files to the user's sight, and how many folders became one with one there. */
  int putBack(Path delivery) throws IOException {
    return Disk.isFolder(delivery) ? Disk.merge(delivery, files()) : 0;
  }

  /** Out of the deliveries in one step, so that a half removed one is never put back. */
  Path throwAway(Path delivery) throws IOException {
    return Files.move(delivery, free(trash()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns a place in the folder that is not in use; whoever asks holds the lock of the inbox. */
  Path free(Path folder) {
    Path place = folder.resolve("1");
    for (int number = 2; Disk.exists(place); number++) {
      place = folder.resolve(Integer.toString(number));
    }
    return place;
  }

  /** Returns where the path is on the disk, all folders on the way being there. */
  Path locate(InboxPath path) throws IOException {
    return locate(
        path,
        (folder, _) -> {
          throw TransferException.noSuchFile(folder.relative());
        });
  }

  /** Returns where the path is on the disk, with nothing but real folders on the way. */
  Path locate(InboxPath path, MissingFolder missing) throws IOException {
    Path place = files();
    for (int step = 0; step < path.names().size(); step++) {
      if (step > 0) {
        checkFolder(path.upTo(step), place, missing);
      }
      place = resolve(place, path.names().get(step));
    }
    return place;
  }

  private static void checkFolder(InboxPath path, Path place, MissingFolder missing)
      throws IOException {
    Optional<Attributes> found = Disk.find(place);
    if (found.isEmpty()) {
      missing.found(path, place);
      return;
    }
    switch (found.get().kind()) {
      case FOLDER -> {}
      case LINK -> throw linkRefused(path);
      case FILE, OTHER -> throw TransferException.failure(path.relative() + ": not a folder");
    }
  }

  static TransferException linkRefused(InboxPath path) {
    return TransferException.denied(path.relative() + ": is a link, which is never followed");
  }

  /** Returns the attributes if they are those of a regular file. */
  static Attributes regular(InboxPath path, Attributes there) throws TransferException {
    return switch (there.kind()) {
      case FILE -> there;
      case FOLDER -> throw TransferException.failure(path.canonical() + ": is a folder");
      case LINK -> throw linkRefused(path);
      case OTHER -> throw TransferException.failure(path.relative() + ": not a regular file");
    };
  }

  private static Path resolve(Path folder, String name) throws TransferException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw TransferException.failure(name + ": the gateway cannot store a file of this name");
    }
  }

  /** What is done about a folder that is missing on the way: it is made, or that is an error. */
  interface MissingFolder {
    void found(InboxPath path, Path place) throws IOException;
  }
}
