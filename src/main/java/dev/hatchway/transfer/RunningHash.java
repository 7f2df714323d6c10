package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The SHA-256 of a file whose bytes pass by, as long as they come from front to back, as they do
 * from all usual clients. What came otherwise is read once more in the end.
 */
final class RunningHash {
  private static final int PIECE = 1 << 16;

  private final MessageDigest digest = sha256();
  private long position;
  private long bytes;
  private boolean inOrder;

  /**
   * @param inOrder false if the file has something in it that did not pass by
   */
  RunningHash(boolean inOrder) {
    this.inOrder = inOrder;
  }

  /** How many bytes have passed by, some of them perhaps twice. */
  long bytes() {
    return bytes;
  }

  /** These bytes pass by, which stand there in the file. */
  void pass(long offset, ByteBuffer piece) {
    bytes += piece.remaining();
    if (offset == position && inOrder) {
      position += piece.remaining();
      digest.update(piece);
    } else {
      inOrder = false;
    }
  }

  /** The file was made to have that size. */
  void resize(long size) {
    inOrder &= size == position;
  }

  /** Returns whether all bytes of a file of that size may have passed by, in whatever order. */
  boolean mayHaveSeen(long size) {
    return inOrder ? position == size : bytes >= size;
  }

  /** Returns the hash of the file; empty if it has not passed by and cannot be read either. */
  Optional<String> of(ReadableFile file, long size) {
    return inOrder && position == size
        ? Optional.of(HexFormat.of().formatHex(digest.digest()))
        : read(file, size);
  }

  private static Optional<String> read(ReadableFile file, long size) {
    MessageDigest whole = sha256();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try {
      for (long offset = 0; offset < size; ) {
        int count = file.read(offset, piece.clear());
        if (count <= 0) {
          return Optional.empty();
        }
        whole.update(piece.array(), 0, count);
        offset += count;
      }
      return Optional.of(HexFormat.of().formatHex(whole.digest()));
    } catch (TransferException e) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
