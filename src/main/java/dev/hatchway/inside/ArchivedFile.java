package dev.hatchway.inside;

import dev.hatchway.tar.TarEntry;
import dev.hatchway.tar.TarReader;
import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.ReadableFile;
import dev.hatchway.transfer.TransferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file as an archive streams it. Whoever reads on is given what comes; whoever goes back makes
 * the archive begin anew.
 */
final class ArchivedFile implements ReadableFile {
  private static final int PIECE = 64 * 1024;

  private final String path;
  private final Source source;
  private final byte[] piece = new byte[PIECE];
  private InputStream archive;
  private TarReader reader;
  private Attributes attributes;
  private long position;

  private ArchivedFile(String path, Source source, Opened opened) {
    this.path = path;
    this.source = source;
    this.archive = opened.archive;
    this.reader = opened.reader;
    this.attributes = opened.attributes;
  }

  /** Opens the archive of a path, which has to be that of a regular file. */
  static ArchivedFile open(String path, Source source) throws TransferException {
    return new ArchivedFile(path, source, Opened.of(path, source));
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }

  @Override
  public int read(long offset, ByteBuffer target) throws TransferException {
    try {
      if (offset < position) {
        beginAnew();
      }
      reader.skip(offset - position);
      position = offset;
      int count = 0;
      while (target.hasRemaining()) {
        int read = reader.read(piece, 0, Math.min(PIECE, target.remaining()));
        if (read < 0) {
          break;
        }
        target.put(piece, 0, read);
        count += read;
      }
      position += count;
      return count;
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  @Override
  public void close() throws TransferException {
    try {
      archive.close();
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  private void beginAnew() throws TransferException {
    close();
    Opened again = Opened.of(path, source);
    archive = again.archive;
    reader = again.reader;
    attributes = again.attributes;
    position = 0;
  }

  /** Where the archive comes from. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws TransferException;
  }

  private record Opened(InputStream archive, TarReader reader, Attributes attributes) {
    static Opened of(String path, Source source) throws TransferException {
      InputStream archive = source.open();
      try {
        TarReader reader = new TarReader(archive);
        Optional<TarEntry> entry = reader.next();
        if (entry.isEmpty() || entry.get().kind() != TarEntry.Kind.FILE) {
          archive.close();
          throw TransferException.failure(path + ": not a regular file");
        }
        return new Opened(archive, reader, ArchiveStore.attributes(entry.get()));
      } catch (IOException e) {
        throw TransferException.of(path, e);
      }
    }
  }
}
