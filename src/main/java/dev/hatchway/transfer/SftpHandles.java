package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files and folders that a client has open, by the number that it was given for each. */
final class SftpHandles {
  /** OpenSSH's clients have one file open at a time and sshfs few; a leak is found out early. */
  static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(SftpHandles.class);

  private final Map<Integer, Handle> open = new HashMap<>();
  private int last;

  /** Something that a client has open. */
  sealed interface Handle {
    void close() throws TransferException;
  }

  record Reading(ReadableFile file) implements Handle {
    @Override
    public void close() throws TransferException {
      file.close();
    }
  }

  /** A file that is being written, with its canonical path. */
  record Written(String path, WritableFile file) implements Handle {
    boolean isAtOrBelow(String folder) {
      return path.equals(folder) || path.startsWith(folder + "/");
    }

    @Override
    public void close() throws TransferException {
      file.close();
    }
  }

  /** A file that was complete before its client said so, see {@link #settle}. */
  record Settled() implements Handle {
    @Override
    public void close() {}
  }

  record Folder(Listing listing) implements Handle {
    @Override
    public void close() throws TransferException {
      listing.close();
    }
  }

  void checkRoom() throws TransferException {
    if (open.size() >= MOST) {
      throw TransferException.failure("too many open files, at most " + MOST);
    }
  }

  /** Returns what is being written under this canonical path. */
  Optional<WritableFile> writing(String path) {
    return written().filter(file -> file.path().equals(path)).map(Written::file).findFirst();
  }

  boolean isOpen(WritableFile file) {
    return written().anyMatch(open -> open.file().equals(file));
  }

  private Stream<Written> written() {
    return open.values().stream()
        .flatMap(handle -> handle instanceof Written file ? Stream.of(file) : Stream.empty());
  }

  /**
   * Ends the writing of what is at or below a canonical path, since something is about to happen to
   * it. For {@code sshfs} a file is closed before the server hears of it: the kernel releases it
   * some time after {@code close} has returned (fuse.h, {@code release}), and a program may have
   * renamed it meanwhile.
   */
  void settle(String path) throws TransferException {
    for (Map.Entry<Integer, Handle> entry : open.entrySet()) {
      if (entry.getValue() instanceof Written file && file.isAtOrBelow(path)) {
        file.close();
        entry.setValue(new Settled());
      }
    }
  }

  int add(Handle handle) {
    open.put(++last, handle);
    return last;
  }

  Handle remove(ByteBuffer name) throws TransferException {
    Handle handle = get(name.duplicate());
    open.remove(name.getInt());
    return handle;
  }

  Handle get(ByteBuffer name) throws TransferException {
    if (name.remaining() == Integer.BYTES) {
      Handle handle = open.get(name.getInt());
      if (handle != null) {
        return handle;
      }
    }
    throw TransferException.failure("no such handle");
  }

  ReadableFile file(ByteBuffer name) throws TransferException {
    return switch (get(name)) {
      case Reading(ReadableFile file) -> file;
      case Written(_, WritableFile file) -> file;
      case Settled() -> throw settled();
      case Folder _ -> throw TransferException.failure("the handle is that of a folder");
    };
  }

  WritableFile written(ByteBuffer name) throws TransferException {
    return switch (get(name)) {
      case Written(_, WritableFile file) -> file;
      case Settled() -> throw settled();
      case Reading _ -> throw TransferException.denied("the file is not open to be written");
      case Folder _ -> throw TransferException.failure("the handle is that of a folder");
    };
  }

  Listing listing(ByteBuffer name) throws TransferException {
    return switch (get(name)) {
      case Folder(Listing listing) -> listing;
      case Reading _, Written _, Settled _ ->
          throw TransferException.failure("not the handle of a folder");
    };
  }

  private static TransferException settled() {
    return TransferException.failure(
        "the file was renamed, removed or opened again while it was written");
  }

  /** Ends all that the client left open: what it was writing is a half file and must not stay. */
  void abandon() {
    open.values().forEach(SftpHandles::abandon);
    open.clear();
  }

  private static void abandon(Handle handle) {
    try {
      switch (handle) {
        case Written(_, WritableFile file) -> file.abandon();
        case Settled() -> {}
        case Reading(ReadableFile file) -> file.close();
        case Folder(Listing listing) -> listing.close();
      }
    } catch (TransferException e) {
      log.warn("a file could not be closed", e);
    }
  }
}
