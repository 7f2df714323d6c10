package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file that is read while the same client writes it: what there is of it so far, and the whole
 * one from the moment at which the writing has ended.
 */
final class FollowedFile implements ReadableFile {
  private final FileTree tree;
  private final String path;
  private final SftpHandles handles;
  private final WritableFile written;
  private Optional<ReadableFile> complete = Optional.empty();

  FollowedFile(FileTree tree, String path, SftpHandles handles, WritableFile written) {
    this.tree = tree;
    this.path = path;
    this.handles = handles;
    this.written = written;
  }

  @Override
  public Attributes attributes() throws TransferException {
    return current().attributes();
  }

  @Override
  public int read(long offset, ByteBuffer target) throws TransferException {
    return current().read(offset, target);
  }

  private ReadableFile current() throws TransferException {
    if (complete.isEmpty() && handles.isOpen(written)) {
      return written;
    }
    ReadableFile file = complete.isPresent() ? complete.get() : tree.openToRead(path);
    complete = Optional.of(file);
    return file;
  }

  @Override
  public void close() throws TransferException {
    // Who writes it ends the writing.
    if (complete.isPresent()) {
      complete.get().close();
    }
  }
}
