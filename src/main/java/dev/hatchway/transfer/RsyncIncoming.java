package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Receives the bytes of one file after the other from a client of rsync. */
final class RsyncIncoming {
  private final FileTree tree;
  private final RsyncPlace place;
  private final RsyncModes modes;
  private final RsyncInput in;
  private final RsyncLiterals literals;

  RsyncIncoming(
      FileTree tree,
      RsyncOptions options,
      RsyncPlace place,
      RsyncInput in,
      RsyncLiterals literals) {
    this.tree = tree;
    this.place = place;
    this.modes = new RsyncModes(options);
    this.in = in;
    this.literals = literals;
  }

  /** A file that is being written, as long as that works; its bytes have to be read anyway. */
  private static final class Copy {
    private final MessageDigest digest = RsyncDigest.begin();
    private Optional<WritableFile> file = Optional.empty();
    private Optional<TransferException> failure = Optional.empty();
    private long offset;

    void take(byte[] piece, int count) {
      digest.update(piece, 0, count);
      attempt(() -> file.orElseThrow().write(offset, ByteBuffer.wrap(piece, 0, count)));
      offset += count;
    }

    void attempt(Step step) {
      if (failure.isEmpty()) {
        try {
          step.run();
        } catch (TransferException e) {
          failure = Optional.of(e);
        }
      }
    }
  }

  /** Something that may be refused. */
  private interface Step {
    void run() throws TransferException;
  }

  /** Receives the file of an entry; it is there under its name when this returns. */
  void receive(RsyncEntry entry) throws IOException {
    checkNoSums();
    Copy copy = new Copy();
    try {
      copy.attempt(() -> copy.file = Optional.of(open(entry)));
      literals.read(in, copy::take);
      byte[] sum = in.bytes(RsyncProtocol.DIGEST_BYTES);
      copy.attempt(() -> checkWhole(entry, sum, copy.digest.digest()));
      copy.attempt(() -> finish(entry, copy.file.orElseThrow()));
      if (copy.failure.isPresent()) {
        throw copy.failure.get();
      }
    } finally {
      copy.file.ifPresent(WritableFile::abandon);
    }
  }

  /** The client repeats what it was told of the old file, which was nothing. */
  private void checkNoSums() throws IOException {
    int count = in.integer();
    in.skip(Integer.BYTES * 3L);
    if (count != 0) {
      throw new ProtocolException("blocks of a file that was never told of");
    }
  }

  private WritableFile open(RsyncEntry entry) throws TransferException {
    return tree.openToWrite(place.of(entry), Writing.anew(entry.permissions(), entry.size()));
  }

  private static void checkWhole(RsyncEntry entry, byte[] sum, byte[] ours)
      throws TransferException {
    if (!Arrays.equals(sum, ours)) {
      throw TransferException.failure(
          entry.shown() + ": could not be read to its end at the other side, or was damaged");
    }
  }

  private void finish(RsyncEntry entry, WritableFile file) throws TransferException {
    file.change(modes.changes(entry, RsyncPlace.find(tree, place.of(entry))));
    file.close();
  }
}
