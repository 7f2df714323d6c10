package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.Writing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is being written into an inbox, by its path: some clients ask about a file they write. */
final class Parts {
  private final Shelf shelf;
  private final Usage usage;
  private final Map<List<String>, Part> open = new ConcurrentHashMap<>();

  Parts(Shelf shelf, Usage usage) {
    this.shelf = shelf;
    this.usage = usage;
  }

  Part begin(Inbox inbox, InboxPath path, Writing how, int mode) throws IOException {
    usage.check(how.size().orElse(0));
    Path source = shelf.free(shelf.parts());
    FileChannel channel = Disk.create(source);
    try {
      usage.reserveEntry();
    } catch (TransferException e) {
      channel.close();
      Files.delete(source);
      throw e;
    }
    Part part = new Part(inbox, path, source, channel, usage, how, mode);
    open.put(path.names(), part);
    return part;
  }

  /** Begins a file in place of one that is there, which stays until the new one is complete. */
  Part beginAgain(Inbox inbox, InboxPath path, Path place, Attributes there, Writing how)
      throws IOException {
    if (how.exclusive()) {
      throw TransferException.alreadyExists(path.relative());
    }
    Part part = begin(inbox, path, how, there.mode());
    if (!how.truncate()) {
      try (FileChannel old = Disk.open(place, StandardOpenOption.READ)) {
        part.copy(old);
      } catch (IOException e) {
        part.abandon();
        throw e;
      }
    }
    return part;
  }

  void forget(Part part) {
    open.remove(part.path().names(), part);
  }

  Part find(String text) throws TransferException {
    Part part = open.get(InboxPath.parse(text).names());
    if (part == null) {
      throw TransferException.noSuchFile(text);
    }
    return part;
  }
}
