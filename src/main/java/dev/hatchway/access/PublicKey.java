package dev.hatchway.access;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * A public key as far as access needs it: its type and its fingerprint. The signature is checked by
 * whoever speaks SSH; here it is made sure that the blob is what its line says (RFC 4253, 6.6; RFC
 * 5656, 3.1; RFC 8709, 4).
 */
record PublicKey(String type, String fingerprint) {
  private static final String RSA = "ssh-rsa";
  private static final String ED25519 = "ssh-ed25519";
  private static final int ED25519_BYTES = 32;

  /** The curves' names, and the bytes of a point: a mark and two coordinates (SEC 1, 2.3.3). */
  private static final Map<String, Integer> POINT_BYTES =
      Map.of("nistp256", 1 + 2 * 32, "nistp384", 1 + 2 * 48, "nistp521", 1 + 2 * 66);

  private static final String ECDSA = "ecdsa-sha2-";
  private static final byte UNCOMPRESSED = 4;

  /** What NIST SP 800-57 asks for beyond 2030, as 128 bits of strength. */
  private static final int LEAST_RSA_BITS = 3072;

  /** OpenSSH's own limit; a larger one is a way to keep a processor busy. */
  private static final int MOST_RSA_BITS = 16_384;

  private static final Set<String> TYPES =
      Set.of(RSA, ED25519, ECDSA + "nistp256", ECDSA + "nistp384", ECDSA + "nistp521");

  /** What other servers take. */
  private static final Set<String> KNOWN_TYPES =
      Set.of("ssh-dss", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com");

  /** Returns whether a word names a type of key, be it one that is accepted or not. */
  static boolean isType(String word) {
    return TYPES.contains(word)
        || KNOWN_TYPES.contains(word)
        || word.endsWith("-cert-v01@openssh.com");
  }

  /** Reads a key from the two words that stand for it. */
  static PublicKey parse(String type, String base64) throws RefusedLineException {
    if (!TYPES.contains(type)) {
      throw notAccepted(type);
    }
    byte[] blob = decode(base64);
    var content = ByteBuffer.wrap(blob);
    try {
      String inner = new String(bytes(content), StandardCharsets.ISO_8859_1);
      if (!inner.equals(type)) {
        throw new RefusedLineException(
            "the key says that it is " + Quoted.of(inner) + ", the line says " + type);
      }
      checkContent(type, content);
    } catch (BufferUnderflowException e) {
      throw new RefusedLineException("the key is cut off");
    }
    if (content.hasRemaining()) {
      throw new RefusedLineException("the key is followed by bytes that do not belong to it");
    }
    return new PublicKey(type, fingerprint(blob));
  }

  /** Returns the fingerprint of a key's bytes, as {@code ssh-keygen -l} prints it. */
  static String fingerprint(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static RefusedLineException notAccepted(String type) {
    if (type.equals("ssh-dss")) {
      return new RefusedLineException("DSA keys are not safe; make one with ssh-keygen -t ed25519");
    }
    String shown = Quoted.of(type);
    return new RefusedLineException(
        type.contains("-cert-v01@")
            ? shown + " is a certificate, which is not in force yet"
            : "keys of type " + shown + " are not in force yet");
  }

  private static byte[] decode(String base64) throws RefusedLineException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new RefusedLineException("the key is not base64");
    }
  }

  private static void checkContent(String type, ByteBuffer content) throws RefusedLineException {
    switch (type) {
      case RSA -> checkRsa(content);
      case ED25519 -> {
        if (bytes(content).length != ED25519_BYTES) {
          throw new RefusedLineException("the key does not have the length of an ed25519 key");
        }
      }
      default -> checkPoint(type.substring(ECDSA.length()), content);
    }
  }

  private static void checkRsa(ByteBuffer content) throws RefusedLineException {
    BigInteger exponent = number(content);
    BigInteger modulus = number(content);
    // With the exponent 1 everybody can sign.
    if (exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
      throw new RefusedLineException("the key's exponent is not one of an RSA key");
    }
    int bits = modulus.bitLength();
    if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
      throw new RefusedLineException(
          "an RSA key of %d bits; it must have %d to %d"
              .formatted(bits, LEAST_RSA_BITS, MOST_RSA_BITS));
    }
  }

  private static void checkPoint(String curve, ByteBuffer content) throws RefusedLineException {
    String inner = new String(bytes(content), StandardCharsets.ISO_8859_1);
    byte[] point = bytes(content);
    if (!inner.equals(curve)
        || point.length != POINT_BYTES.getOrDefault(curve, 0)
        || point[0] != UNCOMPRESSED) {
      throw new RefusedLineException("the key is not a point of " + curve);
    }
  }

  private static BigInteger number(ByteBuffer content) throws RefusedLineException {
    byte[] bytes = bytes(content);
    if (bytes.length == 0) {
      throw new RefusedLineException("a number of the key is missing");
    }
    var number = new BigInteger(bytes);
    // Another way to write the same number would give the same key another fingerprint.
    if (number.signum() <= 0 || !Arrays.equals(number.toByteArray(), bytes)) {
      throw new RefusedLineException("a number of the key is not written as RFC 4251 asks");
    }
    return number;
  }

  /** A string of RFC 4251, 5: four bytes of length, then the content. */
  private static byte[] bytes(ByteBuffer content) {
    int length = content.getInt();
    if (length < 0 || length > content.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    content.get(bytes);
    return bytes;
  }
}
