package dev.hatchway.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an app, as it stands before the {@code @} of a login: letters, digits, dots, dashes
 * and underscores, at most 128. A {@code +} never occurs in it, so that {@code APP+PROCESS} is
 * never ambiguous.
 */
public record AppName(String value) implements Comparable<AppName> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  public AppName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("not an app name: " + value);
    }
  }

  /** Returns the name, empty if the text cannot be one. */
  public static Optional<AppName> parse(String text) {
    return VALID.matcher(text).matches() ? Optional.of(new AppName(text)) : Optional.empty();
  }

  @Override
  public int compareTo(AppName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
