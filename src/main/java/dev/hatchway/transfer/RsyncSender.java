package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Sends files to a client of rsync. A file that it asks for is always sent whole: the sums of what
 * it has already are read and not used, which the protocol allows.
 */
final class RsyncSender {
  /** Bytes of the weak sum of a block. */
  private static final int WEAK_SUM = Integer.BYTES;

  /** MAX_BLOCK_SIZE of the protocol since version 30. */
  private static final int LONGEST_BLOCK = 1 << 17;

  private static final int STATISTIC_BYTES = 3;

  private final FileTree tree;
  private final RsyncCommand.Serve command;
  private final RsyncInput in;
  private final RsyncOutput out;
  private final RsyncLiterals literals;
  private final RsyncListMaker maker;
  private final RsyncFilter filter = new RsyncFilter(true);
  private final byte[] piece = new byte[RsyncDigest.PIECE];
  private long totalSize;

  /** What a client says of a file that it asks for. */
  private record Request(int index, int flags, ByteBuffer basis, ByteBuffer name) {}

  /** What it has of the file. */
  private record Sums(int count, int block, int strong, int rest) {}

  RsyncSender(
      FileTree tree,
      RsyncCommand.Serve command,
      RsyncInput in,
      RsyncOutput out,
      RsyncLiterals literals) {
    this.tree = tree;
    this.command = command;
    this.in = in;
    this.out = out;
    this.literals = literals;
    this.maker = new RsyncListMaker(tree, command.options(), filter, out);
  }

  /**
   * Sends what is asked for.
   *
   * @param safe whether the client understands a list that ends with errors
   */
  void send(boolean safe) throws IOException {
    filter.read(in);
    RsyncList list = maker.make(command.paths(), safe);
    if (list.size() == 0) {
      return;
    }
    list.sort();
    for (int phase = 1; phase <= RsyncProtocol.PHASES; phase++) {
      for (int index = in.index(); index != RsyncProtocol.DONE; index = in.index()) {
        answer(list, request(index));
      }
      out.done();
    }
    for (int index = 0; index < list.size(); index++) {
      RsyncEntry entry = list.get(index);
      totalSize += entry.kind() == Attributes.Kind.FILE ? entry.size() : 0;
    }
    tellStatistics();
    if (in.index() != RsyncProtocol.DONE) {
      throw new ProtocolException("a request after the end");
    }
  }

  private void tellStatistics() throws IOException {
    out.variableLong(in.count(), STATISTIC_BYTES);
    out.variableLong(out.count(), STATISTIC_BYTES);
    out.variableLong(totalSize, STATISTIC_BYTES);
    // How long it took to make and to send the list.
    out.variableLong(0, STATISTIC_BYTES);
    out.variableLong(0, STATISTIC_BYTES);
  }

  private Request request(int index) throws IOException {
    int flags = in.shortInteger();
    boolean basis = (flags & RsyncProtocol.ITEM_BASIS_FOLLOWS) != 0;
    boolean name = (flags & RsyncProtocol.ITEM_NAME_FOLLOWS) != 0;
    ByteBuffer first = ByteBuffer.wrap(in.bytes(basis ? 1 : 0));
    ByteBuffer second = ByteBuffer.wrap(name ? in.shortText() : new byte[0]);
    return new Request(index, flags, first, second);
  }

  private void answer(RsyncList list, Request request) throws IOException {
    boolean transfer = (request.flags() & RsyncProtocol.ITEM_IS_TRANSFER) != 0;
    if (request.index() == list.size() && !transfer) {
      // A sign of life.
      return;
    }
    if (request.index() >= list.size()) {
      throw new ProtocolException("a request for a file that is not in the list");
    }
    if (!transfer || command.options().has(RsyncOption.DRY_RUN)) {
      repeat(request);
      return;
    }
    Sums sums = sums();
    RsyncEntry entry = list.get(request.index());
    if (entry.kind() != Attributes.Kind.FILE) {
      throw new ProtocolException("a request for the bytes of what is no file");
    }
    try (ReadableFile file = tree.openToRead(maker.place(entry))) {
      repeat(request);
      repeat(sums);
      send(file);
    } catch (TransferException e) {
      out.refuse(e.reason());
      out.message(RsyncProtocol.MESSAGE_NOT_SENT, request.index());
    }
  }

  private Sums sums() throws IOException {
    Sums sums = new Sums(in.integer(), in.integer(), in.integer(), in.integer());
    RsyncInput.checked(sums.count(), Integer.MAX_VALUE);
    RsyncInput.checked(sums.block(), LONGEST_BLOCK);
    RsyncInput.checked(sums.strong(), RsyncProtocol.DIGEST_BYTES);
    RsyncInput.checked(sums.rest(), sums.block());
    in.skip((long) sums.count() * (WEAK_SUM + sums.strong()));
    return sums;
  }

  private void repeat(Request request) throws IOException {
    out.index(request.index());
    out.shortInteger(request.flags());
    out.bytes(request.basis().array());
    if ((request.flags() & RsyncProtocol.ITEM_NAME_FOLLOWS) != 0) {
      out.shortText(request.name().array());
    }
  }

  private void repeat(Sums sums) throws IOException {
    out.integer(sums.count());
    out.integer(sums.block());
    out.integer(sums.strong());
    out.integer(sums.rest());
  }

  /** Sends the bytes of a file; if they cannot be read, with a sum that the client refuses. */
  private void send(ReadableFile file) throws IOException {
    MessageDigest digest = RsyncDigest.begin();
    long offset = 0;
    boolean whole = true;
    try {
      for (int count = read(file, offset); count > 0; count = read(file, offset)) {
        digest.update(piece, 0, count);
        literals.write(out, piece, count);
        offset += count;
      }
    } catch (TransferException e) {
      out.refuse(e.reason());
      whole = false;
    }
    literals.end(out);
    byte[] sum = digest.digest();
    sum[0] += (byte) (whole ? 0 : 1);
    out.bytes(sum);
  }

  private int read(ReadableFile file, long offset) throws TransferException {
    return file.read(offset, ByteBuffer.wrap(piece));
  }
}
