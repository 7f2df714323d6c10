package dev.hatchway.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A delivery as a tar archive that is made while it is read, so that its size does not matter: the
 * files in {@code tmp/uploads}, owned by the user of the one-off.
 */
public final class UploadTar extends InputStream {
  private static final String FOLDER = "tmp/uploads/";
  private static final int FOLDER_MODE = 0755;

  /** Two blocks of zeros end an archive. */
  private static final int END = 2 * TarHead.BLOCK;

  private final Deque<Part> parts = new ArrayDeque<>();
  private InputStream current = InputStream.nullInputStream();

  public UploadTar(List<Entry> entries, long user, long group) {
    TarHead head = new TarHead(user, group);
    long now = Instant.now().getEpochSecond();
    parts.add(bytes(head.of(FOLDER, TarHead.Type.FOLDER, 0, FOLDER_MODE, now)));
    for (Entry entry : entries) {
      String path = FOLDER + entry.path();
      long time = entry.modified().getEpochSecond();
      if (entry.folder()) {
        parts.add(bytes(head.of(path + "/", TarHead.Type.FOLDER, 0, entry.mode(), time)));
      } else {
        parts.add(bytes(head.of(path, TarHead.Type.FILE, entry.size(), entry.mode(), time)));
        parts.add(entry::open);
        parts.add(bytes(TarHead.padding(entry.size())));
      }
    }
    parts.add(bytes(new byte[END]));
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
      Part next = parts.poll();
      if (next == null) {
        current = InputStream.nullInputStream();
        return -1;
      }
      current = next.open();
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
