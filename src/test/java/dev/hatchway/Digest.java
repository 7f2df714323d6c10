package dev.hatchway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making. */
final class Digest {
  private final MessageDigest digest;

  private Digest() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The SHA-256 of a file in hexadecimal. */
  static String ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SHA-256 of everything up to the end of a stream, in hexadecimal. */
  static String of(InputStream in) throws IOException {
    var digest = new Digest();
    try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest.digest)) {
      in.transferTo(sink);
    }
    return digest.hexadecimal();
  }

  /**
   * The SHA-256 of {@code seq 1 LAST | tr '\n' ' '}: text in which no byte can be lost unseen. It
   * is one line, because the engine logs short lines far slower than long ones.
   */
  static String ofNumbersUpTo(int last) {
    var digest = new Digest();
    var block = new StringBuilder();
    for (int number = 1; number <= last; number++) {
      block.append(number).append(' ');
      if (number % 10_000 == 0 || number == last) {
        digest.digest.update(block.toString().getBytes(StandardCharsets.US_ASCII));
        block.setLength(0);
      }
    }
    return digest.hexadecimal();
  }

  private String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
