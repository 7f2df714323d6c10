package dev.hatchway.transfer;

import dev.hatchway.transfer.FileRecorder.Direction;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A tree of files that has each file taken note of that was read or written: a written one when it
 * takes its name, a read one when it is closed. Nothing else about the tree is changed.
 */
public final class RecordedTree implements FileTree {
  private final FileTree tree;
  private final FileRecorder recorder;

  public RecordedTree(FileTree tree, FileRecorder recorder) {
    this.tree = tree;
    this.recorder = recorder;
  }

  @Override
  public ReadableFile openToRead(String path) throws TransferException {
    recorder.checkOpen();
    String name = tree.canonical(path);
    return new RecordedReading(tree.openToRead(path), name, recorder);
  }

  @Override
  public WritableFile openToWrite(String path, Writing how) throws TransferException {
    recorder.checkOpen();
    String name = tree.canonical(path);
    return new RecordedWriting(tree.openToWrite(path, how), name, how, recorder);
  }

  @Override
  public String canonical(String path) throws TransferException {
    return tree.canonical(path);
  }

  @Override
  public Attributes stat(String path) throws TransferException {
    return tree.stat(path);
  }

  @Override
  public Attributes linkStat(String path) throws TransferException {
    return tree.linkStat(path);
  }

  @Override
  public Listing list(String path) throws TransferException {
    return tree.list(path);
  }

  @Override
  public void change(String path, Changes changes) throws TransferException {
    tree.change(path, changes);
  }

  @Override
  public void makeFolder(String path, Changes changes) throws TransferException {
    tree.makeFolder(path, changes);
  }

  @Override
  public void remove(String path) throws TransferException {
    tree.remove(path);
  }

  @Override
  public void removeFolder(String path) throws TransferException {
    tree.removeFolder(path);
  }

  @Override
  public void rename(String from, String to, boolean replace) throws TransferException {
    tree.rename(from, to, replace);
  }

  @Override
  public String readLink(String path) throws TransferException {
    return tree.readLink(path);
  }

  @Override
  public void makeLink(String path, String target) throws TransferException {
    tree.makeLink(path, target);
  }

  @Override
  public Space space(String path) throws TransferException {
    return tree.space(path);
  }

  /** A file that is being read. */
  private static final class RecordedReading implements ReadableFile {
    private final ReadableFile file;
    private final String name;
    private final FileRecorder recorder;
    private final RunningHash hash = new RunningHash(true);

    RecordedReading(ReadableFile file, String name, FileRecorder recorder) {
      this.file = file;
      this.name = name;
      this.recorder = recorder;
    }

    @Override
    public Attributes attributes() throws TransferException {
      return file.attributes();
    }

    @Override
    public int read(long offset, ByteBuffer target) throws TransferException {
      return readPast(hash, file, offset, target);
    }

    /** A file of which nothing was read was only looked at. */
    @Override
    public void close() throws TransferException {
      Optional<String> sha256;
      boolean wasRead;
      try (file) {
        long size = file.attributes().size();
        wasRead = hash.bytes() > 0 || size == 0;
        sha256 = hash.mayHaveSeen(size) ? hash.of(file, size) : Optional.empty();
      }
      if (wasRead) {
        recorder.transferred(name, Direction.OUT, hash.bytes(), sha256);
      }
    }
  }

  /** A file that is being written; what a client reads of it goes out, too. */
  private static final class RecordedWriting implements WritableFile {
    private final WritableFile file;
    private final String name;
    private final FileRecorder recorder;
    private final RunningHash written;
    private final RunningHash seen = new RunningHash(false);

    RecordedWriting(WritableFile file, String name, Writing how, FileRecorder recorder)
        throws TransferException {
      this.file = file;
      this.name = name;
      this.recorder = recorder;
      this.written = new RunningHash(!how.append() && file.attributes().size() == 0);
    }

    @Override
    public Attributes attributes() throws TransferException {
      return file.attributes();
    }

    @Override
    public int read(long offset, ByteBuffer target) throws TransferException {
      return readPast(seen, file, offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws TransferException {
      ByteBuffer piece = bytes.duplicate();
      file.write(offset, bytes);
      written.pass(offset, piece);
    }

    @Override
    public void change(Changes changes) throws TransferException {
      file.change(changes);
      changes.size().ifPresent(written::resize);
    }

    @Override
    public void sync() throws TransferException {
      file.sync();
    }

    @Override
    public void close() throws TransferException {
      long size = file.attributes().size();
      Optional<String> sha256 = written.of(file, size);
      file.close();
      if (seen.bytes() > 0) {
        recorder.transferred(name, Direction.OUT, seen.bytes(), Optional.empty());
      }
      recorder.transferred(name, Direction.IN, size, sha256);
    }

    @Override
    public void abandon() {
      file.abandon();
    }
  }

  private static int readPast(RunningHash hash, ReadableFile file, long offset, ByteBuffer target)
      throws TransferException {
    ByteBuffer piece = target.duplicate();
    int count = file.read(offset, target);
    if (count > 0) {
      hash.pass(offset, piece.limit(piece.position() + count));
    }
    return count;
  }
}
