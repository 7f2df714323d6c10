package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tree of files in memory; a folder is a name that ends in a slash. The top is the empty name.
 */
final class MemoryTree implements FileTree {
  static final Instant MODIFIED = Instant.ofEpochSecond(1_700_000_000);
  private static final int FULL = 1 << 20;

  private final Map<String, byte[]> files = new TreeMap<>();
  private int abandoned;

  MemoryTree with(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  byte[] bytes(String path) {
    return Optional.ofNullable(files.get(path)).orElseThrow();
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }

  int abandoned() {
    return abandoned;
  }

  @Override
  public String canonical(String path) {
    return "/" + clean(path);
  }

  @Override
  public Attributes stat(String path) throws TransferException {
    String name = clean(path);
    if (name.isEmpty() || files.containsKey(name + "/")) {
      return new Attributes(Attributes.Kind.FOLDER, 0, 0755, 0, 0, MODIFIED);
    }
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw TransferException.noSuchFile(path);
    }
    return new Attributes(Attributes.Kind.FILE, bytes.length, 0644, 0, 0, MODIFIED);
  }

  @Override
  public Attributes linkStat(String path) throws TransferException {
    return stat(path);
  }

  @Override
  public Listing list(String path) throws TransferException {
    String start = clean(path).isEmpty() ? "" : clean(path) + "/";
    Iterator<String> names =
        paths().stream().filter(name -> name.matches("\\Q" + start + "\\E[^/]+/?")).iterator();
    return new Listing() {
      @Override
      public Optional<Child> next() throws TransferException {
        if (!names.hasNext()) {
          return Optional.empty();
        }
        String name = clean(names.next());
        return Optional.of(new Child(name.substring(start.length()), stat(name)));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public ReadableFile openToRead(String path) throws TransferException {
    return open(path, bytesOf(path));
  }

  @Override
  public WritableFile openToWrite(String path, Writing how) {
    return open(path, new byte[0]);
  }

  private byte[] bytesOf(String path) throws TransferException {
    stat(path);
    return bytes(clean(path));
  }

  private WritableFile open(String path, byte[] start) {
    return new WritableFile() {
      private byte[] bytes = start;
      private boolean closed;

      @Override
      public void write(long offset, ByteBuffer more) throws TransferException {
        if (offset + more.remaining() > FULL) {
          throw new TransferException(TransferException.Status.QUOTA_EXCEEDED, "it is full");
        }
        int end = (int) offset + more.remaining();
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        more.get(bytes, (int) offset, more.remaining());
      }

      @Override
      public int read(long offset, ByteBuffer target) {
        int count = Math.clamp(bytes.length - offset, 0, target.remaining());
        if (count > 0) {
          target.put(bytes, (int) offset, count);
        }
        return count;
      }

      @Override
      public Attributes attributes() {
        return new Attributes(Attributes.Kind.FILE, bytes.length, 0644, 0, 0, MODIFIED);
      }

      @Override
      public void change(Changes changes) {}

      @Override
      public void sync() {}

      @Override
      public void close() {
        closed = true;
        files.put(clean(path), bytes);
      }

      @Override
      public void abandon() {
        abandoned += closed ? 0 : 1;
      }
    };
  }

  @Override
  public void change(String path, Changes changes) throws TransferException {
    stat(path);
  }

  @Override
  public void makeFolder(String path, Changes changes) {
    files.put(clean(path) + "/", new byte[0]);
  }

  @Override
  public void remove(String path) throws TransferException {
    bytesOf(path);
    files.remove(clean(path));
  }

  @Override
  public void removeFolder(String path) {
    files.remove(clean(path) + "/");
  }

  @Override
  public void rename(String from, String to, boolean replace) throws TransferException {
    files.put(clean(to), bytesOf(from));
    files.remove(clean(from));
  }

  private static String clean(String path) {
    return path.replaceFirst("^(\\./|/|\\.$)+", "").replaceFirst("/+$", "");
  }
}
