package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The steps on the disk that change how much of its quota an inbox uses. */
record CountedFiles(Usage usage) {
  void makeFolder(Path place, int mode) throws IOException {
    usage.reserveEntry();
    try {
      Disk.makeFolder(place, mode);
    } catch (IOException e) {
      usage.release(0, 1);
      throw e;
    }
  }

  void delete(Path place, Attributes there) throws IOException {
    Files.delete(place);
    usage.release(there.size(), 1);
  }

  /** Counts a file, or a folder with all that is in it, as gone. */
  void release(Path place) throws IOException {
    Attributes there = Disk.attributes(place);
    usage.release(there.size(), 1);
    if (there.kind() == Attributes.Kind.FOLDER) {
      usage.release(Disk.entries(place));
    }
  }

  /** Gives a file or folder the place, in one step with the end of what had it. */
  void move(Path source, Path place, Optional<Attributes> there) throws IOException {
    Files.move(source, place, StandardCopyOption.ATOMIC_MOVE);
    if (!source.equals(place)) {
      there.ifPresent(old -> usage.release(old.size(), 1));
    }
  }

  /** Refuses to move a folder to where what is in it would be too deep or its path too long. */
  static void checkMove(Path source, InboxPath target) throws IOException {
    if (!Disk.isFolder(source)) {
      return;
    }
    int longest = 0;
    for (Entry entry : Disk.entries(source)) {
      longest = Math.max(longest, InboxPath.bytes(entry.path()));
      int depth = source.relativize(entry.source()).getNameCount();
      if (target.names().size() + depth > InboxPath.DEEPEST) {
        throw InboxPath.tooDeep();
      }
    }
    if (InboxPath.bytes(target.relative()) + 1 + longest > InboxPath.LONGEST) {
      throw TransferException.failure(
          "path too long, at most " + InboxPath.LONGEST + " bytes below " + InboxPath.TOP);
    }
  }

  void change(InboxPath path, Path place, Attributes there, Changes changes) throws IOException {
    switch (there.kind()) {
      case FILE -> {
        if (changes.size().isPresent()) {
          resize(place, there.size(), changes.size().getAsLong());
        }
        Disk.change(place, changes);
      }
      case FOLDER -> Disk.changeFolder(place, changes);
      case LINK -> throw Shelf.linkRefused(path);
      case OTHER -> throw TransferException.failure(path.relative() + ": not a regular file");
    }
  }

  private void resize(Path place, long size, long wanted) throws IOException {
    try (FileChannel channel = Disk.open(place, StandardOpenOption.WRITE)) {
      if (wanted < size) {
        channel.truncate(wanted);
        usage.release(size - wanted, 0);
      } else if (wanted > size) {
        usage.reserve(wanted - size);
        channel.write(ByteBuffer.allocate(1), wanted - 1);
      }
    }
  }
}
