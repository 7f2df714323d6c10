package dev.hatchway.upload;

import dev.hatchway.model.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of the folder that belongs to a user. Any character may occur in the name of a user;
 * those that mean something to a file system are written {@code %2F}. No two users have the same.
 */
record UserFolder(String name) {
  /** Beyond it the rest is replaced by a digest, so that the name fits into 255 bytes. */
  private static final int MOST = 160;

  /** Never stands in an escape, so that no shortened name equals one that was not shortened. */
  private static final String SHORTENED = "%-";

  static UserFolder of(User user) {
    byte[] bytes = user.name().getBytes(StandardCharsets.UTF_8);
    StringBuilder name = new StringBuilder();
    for (int at = 0; at < bytes.length && name.length() <= MOST; at++) {
      name.append(escape(bytes[at], at));
    }
    if (name.isEmpty() || name.length() > MOST) {
      name.setLength(Math.min(name.length(), MOST));
      name.append(SHORTENED).append(digest(bytes));
    }
    return new UserFolder(name.toString());
  }

  private static String escape(byte value, int at) {
    boolean plain =
        (value >= 'a' && value <= 'z')
            || (value >= 'A' && value <= 'Z')
            || (value >= '0' && value <= '9')
            || value == '-'
            || value == '_'
            || value == '@'
            || (value == '.' && at > 0);
    return plain
        ? String.valueOf((char) value)
        : "%" + HexFormat.of().withUpperCase().toHexDigits(value);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
