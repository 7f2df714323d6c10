package dev.hatchway.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which gateway it is: one home has one id for ever, so that a gateway that is started again knows
 * its one-offs, and two gateways at one engine tell theirs apart.
 *
 * @param value 16 hexadecimal digits
 */
public record GatewayId(String value) {
  private static final int BYTES = 8;
  private static final Pattern VALID = Pattern.compile("[0-9a-f]{16}");

  public GatewayId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a gateway: " + value);
    }
  }

  /** Returns one that no other gateway has. */
  public static GatewayId random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new GatewayId(HexFormat.of().formatHex(random));
  }

  /** Returns the id of that text, empty if it is none. */
  public static Optional<GatewayId> parse(String text) {
    return VALID.matcher(text).matches() ? Optional.of(new GatewayId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
