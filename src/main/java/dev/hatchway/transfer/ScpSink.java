package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Receives files and folders by the old scp protocol. */
final class ScpSink {
  /** Deeper than any path can be that Linux takes in one call, at two characters a step. */
  private static final int DEEPEST = 2048;

  /** A folder has to be written into before it gets the mode that it was sent with. */
  private static final int OWNER_ACCESS = 0700;

  private final FileTree tree;
  private final ScpCommand command;
  private final ScpWire wire;
  private final Deque<Level> levels = new ArrayDeque<>();
  private Optional<Instant> times = Optional.empty();

  /** A folder that is being received, with what is to be set once it is complete. */
  private record Level(String path, Changes last) {}

  ScpSink(FileTree tree, ScpCommand command, ScpWire wire) {
    this.tree = tree;
    this.command = command;
    this.wire = wire;
  }

  void receive() throws IOException {
    String target = command.paths().getFirst();
    try {
      if (command.folder() && !tree.stat(target).isFolder()) {
        throw TransferException.failure(target + ": not a folder");
      }
    } catch (TransferException e) {
      wire.refuse(e.reason());
      return;
    }
    wire.accept();
    for (Optional<ScpRecord> next = wire.read(); next.isPresent(); next = wire.read()) {
      switch (next.get()) {
        case ScpRecord.File file -> receive(file);
        case ScpRecord.Folder folder -> enter(folder);
        case ScpRecord.End() -> leave();
        case ScpRecord.Times(Instant modified) -> {
          times = Optional.of(modified);
          wire.accept();
        }
        case ScpRecord.Warning _ -> wire.fail();
        case ScpRecord.Fatal _ -> {
          wire.fail();
          return;
        }
      }
    }
    if (!levels.isEmpty()) {
      wire.fail();
    }
  }

  private void receive(ScpRecord.File file) throws IOException {
    Changes changes = takeChanges(file.mode());
    WritableFile written;
    try {
      written = tree.openToWrite(place(file.name()), Writing.anew(file.mode(), file.size()));
    } catch (TransferException e) {
      wire.refuse(e.reason());
      return;
    }
    try {
      wire.accept();
      Optional<TransferException> failure = copy(file.size(), written);
      // The other side says whether what it sent is what it has.
      if (wire.isAccepted()) {
        finish(written, changes, failure);
      } else {
        wire.accept();
      }
    } finally {
      written.abandon();
    }
  }

  /**
   * Reads all bytes of a file, also when they cannot be written: the stream has to stay in step.
   */
  private Optional<TransferException> copy(long size, WritableFile written) throws IOException {
    byte[] piece = new byte[Math.clamp(size, 1, ScpWire.PIECE)];
    Optional<TransferException> failure = Optional.empty();
    for (long offset = 0; offset < size; ) {
      int count = wire.read(piece, (int) Math.min(piece.length, size - offset));
      if (failure.isEmpty()) {
        try {
          written.write(offset, ByteBuffer.wrap(piece, 0, count));
        } catch (TransferException e) {
          failure = Optional.of(e);
        }
      }
      offset += count;
    }
    return failure;
  }

  private void finish(WritableFile written, Changes changes, Optional<TransferException> failure)
      throws IOException {
    try {
      if (failure.isPresent()) {
        throw failure.get();
      }
      written.change(changes);
      written.close();
    } catch (TransferException e) {
      wire.refuse(e.reason());
      return;
    }
    wire.accept();
  }

  private void enter(ScpRecord.Folder folder) throws IOException {
    if (!command.recursive()) {
      throw new ProtocolException("received a folder without -r");
    }
    if (levels.size() == DEEPEST) {
      throw new ProtocolException("folders are nested too deep");
    }
    Changes last = takeChanges(folder.mode());
    String path;
    try {
      path = place(folder.name());
      makeFolder(path, folder.mode());
    } catch (TransferException e) {
      // OpenSSH's client leaves the folder out then (scp.c, rsource).
      wire.refuse(e.reason());
      return;
    }
    levels.push(new Level(path, last));
    wire.accept();
  }

  private void makeFolder(String path, int mode) throws TransferException {
    Changes changes =
        new Changes(OptionalLong.empty(), OptionalInt.of(mode | OWNER_ACCESS), Optional.empty());
    try {
      tree.makeFolder(path, changes);
    } catch (TransferException e) {
      if (e.status() != TransferException.Status.ALREADY_EXISTS || !tree.stat(path).isFolder()) {
        throw e;
      }
    }
  }

  private void leave() throws IOException {
    if (levels.isEmpty()) {
      throw new ProtocolException("a folder ends that has not begun");
    }
    Level level = levels.pop();
    try {
      tree.change(level.path(), level.last());
    } catch (TransferException e) {
      wire.refuse(e.reason());
      return;
    }
    wire.accept();
  }

  /** Where something of that name goes: into the folder, or in place of the target. */
  private String place(String name) throws TransferException {
    if (!levels.isEmpty()) {
      return levels.element().path() + "/" + name;
    }
    String target = command.paths().getFirst();
    try {
      return tree.stat(target).isFolder() ? target + "/" + name : target;
    } catch (TransferException e) {
      if (e.status() == TransferException.Status.NO_SUCH_FILE) {
        return target;
      }
      throw e;
    }
  }

  private Changes takeChanges(int mode) {
    Changes changes = new Changes(OptionalLong.empty(), OptionalInt.of(mode), times);
    times = Optional.empty();
    return changes;
  }
}
