package dev.hatchway.inside;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * A file on its way into a container: kept on the gateway's disk until it is whole, because an
 * archive begins with the size of the file, and SFTP ends with it. So nothing of a transfer that
 * breaks off is ever seen.
 */
final class SpooledFile implements WritableFile {
  private final String path;
  private final FileChannel spool;
  private final boolean append;
  private final Arrival arrival;
  private Changes changes = Changes.NONE;
  private boolean ended;

  /**
   * @param spool with what the file has already
   * @param append whether every write goes to the end
   */
  SpooledFile(String path, FileChannel spool, boolean append, Arrival arrival) {
    this.path = path;
    this.spool = spool;
    this.append = append;
    this.arrival = arrival;
  }

  /** Takes the whole file to where it belongs. */
  @FunctionalInterface
  interface Arrival {
    void put(FileChannel content, Changes changes) throws TransferException;
  }

  @Override
  public Attributes attributes() throws TransferException {
    try {
      return new Attributes(
          Attributes.Kind.FILE,
          spool.size(),
          changes.mode().orElse(ContainerTree.FILE_MODE),
          0,
          0,
          changes.modified().orElseGet(Instant::now));
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  @Override
  public int read(long offset, ByteBuffer target) throws TransferException {
    return Spool.read(path, spool, offset, target);
  }

  @Override
  public void write(long offset, ByteBuffer bytes) throws TransferException {
    try {
      long at = append ? spool.size() : offset;
      while (bytes.hasRemaining()) {
        at += spool.write(bytes, at);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw TransferException.of(path, e instanceof IOException io ? io : new IOException(e));
    }
  }

  @Override
  public void change(Changes more) throws TransferException {
    if (more.size().isPresent()) {
      resize(more.size().getAsLong());
    }
    changes = changes.with(more);
  }

  @Override
  public void sync() {
    // It is in the container when it is whole, not before.
  }

  @Override
  public void close() throws TransferException {
    if (ended) {
      return;
    }
    ended = true;
    try (spool) {
      arrival.put(spool, changes);
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }

  @Override
  public void abandon() {
    if (!ended) {
      ended = true;
      Spool.drop(spool);
    }
  }

  private void resize(long size) throws TransferException {
    try {
      if (size < spool.size()) {
        spool.truncate(size);
      } else if (size > spool.size()) {
        spool.write(ByteBuffer.wrap(new byte[1]), size - 1);
      }
    } catch (IOException e) {
      throw TransferException.of(path, e);
    }
  }
}
