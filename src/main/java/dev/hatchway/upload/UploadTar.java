package dev.hatchway.upload;

import dev.hatchway.tar.TarHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A delivery as a tar archive that is made while it is read, so that neither the size nor the
 * number of the files matters: the files in {@code /tmp/uploads}, owned by the user of the one-off.
 */
public final class UploadTar extends InputStream {
  private static final int FOLDER_MODE = 0755;

  /** Two blocks of zeros end an archive. */
  private static final int END = 2 * TarHead.BLOCK;

  private final String folder;
  private final TarHead head;
  private final Iterator<Entry> entries;
  private final Deque<Part> parts = new ArrayDeque<>();
  private InputStream current = InputStream.nullInputStream();
  private boolean ended;

  /**
   * @param top where the archive is to be unpacked, the root or {@code /tmp/uploads} itself
   */
  public UploadTar(List<Entry> entries, String top, long user, long group) {
    // The folder that it is unpacked in: of one called "." the engine does not take owner and mode.
    this.folder = Path.of(top).relativize(Path.of(InboxPath.TOP)) + "/";
    this.head = new TarHead(user, group);
    this.entries = entries.iterator();
    long now = Instant.now().getEpochSecond();
    parts.add(bytes(head.of(folder, TarHead.Type.FOLDER, 0, FOLDER_MODE, now)));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      int count = current.read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
      current.close();
      if (parts.isEmpty()) {
        addNext();
      }
      Part next = parts.poll();
      if (next == null) {
        current = InputStream.nullInputStream();
        return -1;
      }
      current = next.open();
    }
  }

  private void addNext() {
    if (entries.hasNext()) {
      add(entries.next());
    } else if (!ended) {
      ended = true;
      parts.add(bytes(new byte[END]));
    }
  }

  private void add(Entry entry) {
    String path = folder.equals("/") ? entry.path() : folder + entry.path();
    long time = entry.modified().getEpochSecond();
    if (entry.folder()) {
      parts.add(bytes(head.of(path + "/", TarHead.Type.FOLDER, 0, entry.mode(), time)));
    } else {
      parts.add(bytes(head.of(path, TarHead.Type.FILE, entry.size(), entry.mode(), time)));
      parts.add(entry::open);
      parts.add(bytes(TarHead.padding(entry.size())));
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }

  private static Part bytes(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  @FunctionalInterface
  private interface Part {
    InputStream open() throws IOException;
  }
}
