package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
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

  record Written(WritableFile file) implements Handle {
    @Override
    public void close() throws TransferException {
      file.close();
    }
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
      case Written(WritableFile file) -> file;
      case Folder _ -> throw TransferException.failure("the handle is that of a folder");
    };
  }

  WritableFile written(ByteBuffer name) throws TransferException {
    return switch (get(name)) {
      case Written(WritableFile file) -> file;
      case Reading _ -> throw TransferException.denied("the file is not open to be written");
      case Folder _ -> throw TransferException.failure("the handle is that of a folder");
    };
  }

  Listing listing(ByteBuffer name) throws TransferException {
    return switch (get(name)) {
      case Folder(Listing listing) -> listing;
      case Reading _, Written _ -> throw TransferException.failure("not the handle of a folder");
    };
  }

  /** Ends all that the client left open: what it was writing is a half file and must not stay. */
  void abandon() {
    open.values().forEach(SftpHandles::abandon);
    open.clear();
  }

  private static void abandon(Handle handle) {
    try {
      switch (handle) {
        case Written(WritableFile file) -> file.abandon();
        case Reading(ReadableFile file) -> file.close();
        case Folder(Listing listing) -> listing.close();
      }
    } catch (TransferException e) {
      log.warn("a file could not be closed", e);
    }
  }
}
