package dev.hatchway.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Sends files and folders by the old scp protocol. */
final class ScpSource {
  private static final int PERMISSIONS = 0777;

  private final FileTree tree;
  private final ScpCommand command;
  private final ScpWire wire;

  ScpSource(FileTree tree, ScpCommand command, ScpWire wire) {
    this.tree = tree;
    this.command = command;
    this.wire = wire;
  }

  void send() throws IOException {
    if (!wire.isAccepted()) {
      return;
    }
    for (String path : command.paths()) {
      try {
        Attributes attributes = tree.stat(path);
        String canonical = tree.canonical(path);
        send(path, canonical.substring(canonical.lastIndexOf('/') + 1), attributes);
      } catch (TransferException e) {
        wire.refuse(e.reason());
      }
    }
  }

  private void send(String path, String name, Attributes attributes) throws IOException {
    switch (attributes.kind()) {
      case FILE -> sendFile(path, name);
      case FOLDER -> {
        if (!command.recursive()) {
          throw TransferException.failure(path + ": not a regular file");
        }
        sendFolder(path, name, attributes);
      }
      case LINK, OTHER -> throw TransferException.failure(path + ": not a regular file");
    }
  }

  private void sendFile(String path, String name) throws IOException {
    try (ReadableFile file = tree.openToRead(path)) {
      Attributes attributes = file.attributes();
      if (announce('C', name, attributes.size(), attributes)) {
        Optional<TransferException> failure = copy(file, attributes.size());
        if (failure.isPresent()) {
          wire.refuse(failure.get().reason());
        } else {
          wire.accept();
        }
        wire.isAccepted();
      }
    }
  }

  private void sendFolder(String path, String name, Attributes attributes) throws IOException {
    try (Listing listing = tree.list(path)) {
      if (!announce('D', name, 0, attributes)) {
        return;
      }
      for (Optional<Listing.Child> next = listing.next(); next.isPresent(); next = listing.next()) {
        Listing.Child child = next.get();
        try {
          send(path + "/" + child.name(), child.name(), child.attributes());
        } catch (TransferException e) {
          wire.refuse(e.reason());
        }
      }
    }
    wire.send("E");
    wire.isAccepted();
  }

  /** Says what comes next; false if the other side does not want it. */
  private boolean announce(char kind, String name, long size, Attributes attributes)
      throws IOException {
    if (command.times()) {
      long seconds = Math.max(0, attributes.modified().getEpochSecond());
      wire.send(String.format(Locale.ROOT, "T%d 0 %d 0", seconds, seconds));
      if (!wire.isAccepted()) {
        return false;
      }
    }
    // A newline would end the line, so it goes as vis(3) writes it, like in OpenSSH's source().
    String oneLine = name.replace("\n", "\\^J");
    int mode = attributes.mode() & PERMISSIONS;
    wire.send(String.format(Locale.ROOT, "%c%04o %d %s", kind, mode, size, oneLine));
    return wire.isAccepted();
  }

  /** Sends exactly as many bytes as were announced; what cannot be read is sent as zeros. */
  private Optional<TransferException> copy(ReadableFile file, long size) throws IOException {
    byte[] piece = new byte[Math.clamp(size, 1, ScpWire.PIECE)];
    Optional<TransferException> failure = Optional.empty();
    for (long offset = 0; offset < size; ) {
      int most = (int) Math.min(piece.length, size - offset);
      int count = 0;
      if (failure.isEmpty()) {
        try {
          count = file.read(offset, ByteBuffer.wrap(piece, 0, most));
        } catch (TransferException e) {
          failure = Optional.of(e);
        }
      }
      if (count <= 0) {
        count = most;
        Arrays.fill(piece, 0, most, (byte) 0);
        failure = failure.or(() -> Optional.of(TransferException.failure("the file shrank")));
      }
      wire.write(piece, count);
      offset += count;
    }
    return failure;
  }
}
