package dev.hatchway.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A line's place in the chain: what the next line has to name.
 *
 * @param seq the number of the line
 * @param hash the SHA-256 of its bytes without the newline, in hexadecimal
 */
record Link(long seq, String hash) {
  /** What the first line names. */
  static final Link NONE = new Link(0, "0".repeat(64));

  /** Returns the link of a line with that number. */
  static Link of(long seq, byte[] line) {
    return new Link(seq, hash(line));
  }

  static String hash(byte[] line) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
