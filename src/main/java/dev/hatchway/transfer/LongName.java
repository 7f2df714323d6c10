package dev.hatchway.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line about a file, as {@code ls -l} prints it; clients of SFTP version 3 show it as it is.
 */
record LongName(Listing.Child child, Instant now) {
  private static final String PERMISSIONS = "rwxrwxrwx";

  /** What is older, or in the future, is shown with its year and without its hour, as in ls(1). */
  private static final Duration RECENT = Duration.ofDays(182);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("MMM ppd  uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public String toString() {
    Attributes attributes = child.attributes();
    return String.format(
        Locale.ROOT,
        "%s    1 %-8d %-8d %8d %s %s",
        mode(attributes),
        attributes.owner(),
        attributes.group(),
        attributes.size(),
        time(attributes.modified()),
        child.name());
  }

  private String time(Instant modified) {
    boolean recent = modified.isAfter(now.minus(RECENT)) && !modified.isAfter(now);
    return (recent ? TIME : YEAR).format(modified);
  }

  private static String mode(Attributes attributes) {
    StringBuilder mode =
        new StringBuilder()
            .append(
                switch (attributes.kind()) {
                  case FILE -> '-';
                  case FOLDER -> 'd';
                  case LINK -> 'l';
                  case OTHER -> '?';
                });
    for (int place = 0; place < PERMISSIONS.length(); place++) {
      boolean set = (attributes.mode() >> (PERMISSIONS.length() - 1 - place) & 1) != 0;
      mode.append(set ? PERMISSIONS.charAt(place) : '-');
    }
    return mode.toString();
  }
}
