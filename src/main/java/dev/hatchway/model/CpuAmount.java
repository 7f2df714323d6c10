package dev.hatchway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of a machine's processors as people write it: {@code 2}, {@code 0.5}, {@code 500m}. The
 * engine counts it in billionths of one processor ({@code HostConfig.NanoCpus}).
 */
public final class CpuAmount {
  /** What a message says of the form that is expected. */
  public static final String EXPECTED = "a number of processors such as 2, 0.5 or 500m";

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  /** Four digits: no machine has more, and an overflow is impossible. */
  private static final Pattern VALID = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,9})?)|(\\d{1,7})m");

  private CpuAmount() {}

  /** Reads an amount, in billionths of a processor; empty if the text is none, or nothing. */
  public static OptionalLong parse(String text) {
    Matcher parts = VALID.matcher(text);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal processors =
        parts.group(2) == null
            ? new BigDecimal(parts.group(1))
            : new BigDecimal(parts.group(2)).divide(MILLIS);
    long nanos = processors.multiply(NANOS).setScale(0, RoundingMode.DOWN).longValueExact();
    return nanos == 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}
