package dev.hatchway.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * The value of an {@code expiry-time="…"} option: {@code YYYYMMDD}, {@code YYYYMMDDHHMM} or {@code
 * YYYYMMDDHHMMSS}, in the time zone of the machine, or with a {@code Z} behind it in UTC.
 */
final class ExpiryTime {
  private static final DateTimeFormatter DAY = strict("uuuuMMdd");
  private static final DateTimeFormatter MINUTE = strict("uuuuMMddHHmm");
  private static final DateTimeFormatter SECOND = strict("uuuuMMddHHmmss");

  private ExpiryTime() {}

  static Instant parse(String text, ZoneId here) throws RefusedLineException {
    boolean universal = text.endsWith("Z") || text.endsWith("z");
    String digits = universal ? text.substring(0, text.length() - 1) : text;
    try {
      LocalDateTime time =
          switch (digits.length()) {
            case 8 -> LocalDate.parse(digits, DAY).atStartOfDay();
            case 12 -> LocalDateTime.parse(digits, MINUTE);
            case 14 -> LocalDateTime.parse(digits, SECOND);
            default -> throw new DateTimeException("not a length that a time has");
          };
      return time.atZone(universal ? ZoneOffset.UTC : here).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedLineException(
          "expiry-time is "
              + Quoted.of(text)
              + ", but should be YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, perhaps with a Z");
    }
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
