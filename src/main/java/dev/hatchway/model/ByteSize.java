package dev.hatchway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it in settings and options: {@code 512m}, {@code 1.5g}, {@code
 * 1GiB}, {@code 1024}. A unit is always a power of 1024, as it is for {@code docker run --memory}.
 */
public final class ByteSize {
  /** What a message says of the form that is expected. */
  public static final String EXPECTED = "a size such as 512m, 1GiB or 1048576";

  /** The units in their order; the place in it is the power of 1024. */
  private static final String UNITS = "BKMGTP";

  private static final int STEP = 1024;
  private static final Pattern VALID =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(?:([KMGTP])(?:I?B)?|B)?");

  private ByteSize() {}

  /** Reads a size; empty if the text is none, or more bytes than a {@code long} holds. */
  public static OptionalLong parse(String text) {
    Matcher parts = VALID.matcher(text.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    String unit = parts.group(2);
    BigDecimal factor = BigDecimal.valueOf(STEP).pow(unit == null ? 0 : UNITS.indexOf(unit));
    BigDecimal bytes =
        new BigDecimal(parts.group(1)).multiply(factor).setScale(0, RoundingMode.DOWN);
    return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.longValueExact());
  }

  /** Writes a size for a reader, with at most one decimal: {@code 1.2 GiB}, {@code 100 B}. */
  public static String format(long bytes) {
    double value = bytes;
    int power = 0;
    // 1023.95 would be rounded to "1024.0", so the next unit begins a little early.
    while (value >= STEP - 0.05 && power < UNITS.length() - 1) {
      value /= STEP;
      power++;
    }
    String number = String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    return power == 0 ? bytes + " B" : number + " " + UNITS.charAt(power) + "iB";
  }
}
