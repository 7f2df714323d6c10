package dev.hatchway.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The MD5 of a file, by which the protocol of version 30 knows that it arrived whole. */
final class RsyncDigest {
  /** Size of the pieces in which a file is carried. */
  static final int PIECE = 64 * 1024;

  private RsyncDigest() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** Reads a file for its sake. */
  static byte[] of(FileTree tree, String path) throws TransferException {
    MessageDigest digest = begin();
    byte[] piece = new byte[PIECE];
    try (ReadableFile file = tree.openToRead(path)) {
      long offset = 0;
      for (int count = file.read(offset, ByteBuffer.wrap(piece));
          count > 0;
          count = file.read(offset, ByteBuffer.wrap(piece))) {
        digest.update(piece, 0, count);
        offset += count;
      }
    }
    return digest.digest();
  }
}
