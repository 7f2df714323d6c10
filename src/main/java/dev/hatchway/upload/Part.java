package dev.hatchway.upload;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on its way into an inbox, out of sight until it is complete. After the first failure
 * nothing of it is left, and every later request fails with the same reason.
 *
 * <p>It may lock the inbox while it is locked itself; the inbox never locks a part.
 */
final class Part implements WritableFile {
  private static final Logger log = LoggerFactory.getLogger(Part.class);

  private final Inbox inbox;
  private final InboxPath path;
  private final Path source;
  private final FileChannel channel;
  private final Usage usage;
  private final Writing how;
  private Changes last;
  private long size;
  private boolean ended;
  private Optional<TransferException> failure = Optional.empty();

  Part(
      Inbox inbox,
      InboxPath path,
      Path source,
      FileChannel channel,
      Usage usage,
      Writing how,
      int mode) {
    this.inbox = inbox;
    this.path = path;
    this.source = source;
    this.channel = channel;
    this.usage = usage;
    this.how = how;
    this.last = new Changes(OptionalLong.empty(), OptionalInt.of(mode), Optional.empty());
  }

  InboxPath path() {
    return path;
  }

  Path source() {
    return source;
  }

  boolean isExclusive() {
    return how.exclusive();
  }

  /** Begins with what another file holds. */
  synchronized void copy(FileChannel other) throws TransferException {
    attempt(
        () -> {
          long length = other.size();
          grow(length);
          for (long done = 0; done < length; ) {
            long count = other.transferTo(done, length - done, channel);
            if (count <= 0) {
              throw new IOException("the file shrank");
            }
            done += count;
          }
        });
  }

  @Override
  public synchronized void write(long offset, ByteBuffer bytes) throws TransferException {
    attempt(
        () -> {
          long at = how.append() ? size : offset;
          if (at > Long.MAX_VALUE - bytes.remaining()) {
            throw TransferException.failure(path.relative() + ": no file is that large");
          }
          grow(at + bytes.remaining());
          while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
          }
        });
  }

  @Override
  public synchronized int read(long offset, ByteBuffer target) throws TransferException {
    checkOpen();
    try {
      return StoredFile.readFully(channel, offset, target);
    } catch (IOException e) {
      throw TransferException.of(path.relative(), e);
    }
  }

  @Override
  public synchronized Attributes attributes() throws TransferException {
    checkOpen();
    try {
      Attributes now = Disk.attributes(source);
      return new Attributes(
          Attributes.Kind.FILE,
          size,
          last.mode().orElse(now.mode()),
          now.owner(),
          now.group(),
          last.modified().orElse(now.modified()));
    } catch (IOException e) {
      throw TransferException.of(path.relative(), e);
    }
  }

  /** The size changes now; mode and time when the file is complete, since writing changes them. */
  @Override
  public synchronized void change(Changes changes) throws TransferException {
    attempt(
        () -> {
          if (changes.size().isPresent()) {
            resize(changes.size().getAsLong());
          }
          last = last.with(new Changes(OptionalLong.empty(), changes.mode(), changes.modified()));
        });
  }

  private void resize(long wanted) throws IOException {
    if (wanted < size) {
      channel.truncate(wanted);
      usage.release(size - wanted, 0);
      size = wanted;
    } else if (wanted > size) {
      grow(wanted);
      channel.write(ByteBuffer.allocate(1), wanted - 1);
    }
  }

  private void grow(long end) throws TransferException {
    if (end > size) {
      usage.reserve(end - size);
      size = end;
    }
  }

  @Override
  public synchronized void sync() throws TransferException {
    attempt(() -> channel.force(true));
  }

  @Override
  public synchronized void close() throws TransferException {
    attempt(
        () -> {
          channel.close();
          Disk.change(source, last);
          inbox.publish(this);
          ended = true;
        });
  }

  @Override
  public synchronized void abandon() {
    if (!ended) {
      drop();
    }
  }

  private void attempt(Step step) throws TransferException {
    checkOpen();
    try {
      step.run();
    } catch (IOException e) {
      TransferException reason = TransferException.of(path.relative(), e);
      failure = Optional.of(reason);
      drop();
      throw reason;
    }
  }

  private void checkOpen() throws TransferException {
    if (failure.isPresent()) {
      throw new TransferException(failure.get().status(), failure.get().reason());
    }
    if (ended) {
      throw TransferException.failure(path.relative() + ": is closed");
    }
  }

  private void drop() {
    ended = true;
    inbox.forget(this);
    usage.release(size, 1);
    try {
      channel.close();
      Files.deleteIfExists(source);
    } catch (IOException e) {
      log.warn("a part could not be removed: {}", source, e);
    }
  }

  /** Something that leaves nothing of the part if it fails. */
  private interface Step {
    void run() throws IOException;
  }
}
