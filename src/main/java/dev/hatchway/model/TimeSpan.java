package dev.hatchway.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it in settings and options: {@code 30s}, {@code 5m}, {@code
 * 24h}, {@code 7d}, {@code 1h30m}. A number without a unit says nothing, so only {@code 0} may
 * stand alone.
 */
public final class TimeSpan {
  /** What a message says of the form that is expected. */
  public static final String EXPECTED = "a duration such as 30s, 5m, 24h or 7d";

  /** The longest that is read: ten years, which in nanoseconds still fit a {@code long}. */
  public static final Duration LONGEST = Duration.ofDays(3_650);

  private static final Pattern VALID =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private TimeSpan() {}

  /** Reads a length of time; empty if the text is none or longer than {@link #LONGEST}. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher parts = VALID.matcher(text.toLowerCase(Locale.ROOT));
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofDays(number(parts, 1))
            .plusHours(number(parts, 2))
            .plusMinutes(number(parts, 3))
            .plusSeconds(number(parts, 4));
    return sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
  }

  /**
   * Writes a length of time in the largest unit that says it exactly, so that {@link #parse} reads
   * it again: {@code 90m}, {@code 24h}, {@code 7d}. Fractions of a second are cut.
   */
  public static String format(Duration span) {
    long seconds = span.toSeconds();
    if (seconds == 0) {
      return "0";
    }
    // One day is written as people say it, 24h.
    if (seconds % 86_400 == 0 && seconds != 86_400) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /**
   * Writes about how long it is, in its largest whole unit, for a person: {@code 3d}, {@code 5m}.
   */
  public static String rough(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + "d";
    }
    if (span.toHours() > 0) {
      return span.toHours() + "h";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + "m" : span.toSeconds() + "s";
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
