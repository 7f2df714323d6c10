package dev.hatchway.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a process within its app: a type and a number from 1 up, written {@code web.1}. Names
 * are read from the right, because a type may contain dots.
 */
public record ProcessName(String type, int number) implements Comparable<ProcessName> {
  /** The type of every one-off. */
  public static final String ONE_OFF = "run";

  private static final Pattern VALID_TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final Pattern VALID_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Comparator<ProcessName> ORDER =
      Comparator.comparing(ProcessName::type).thenComparingInt(ProcessName::number);

  public ProcessName {
    if (!VALID_TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("not a process type: " + type);
    }
    if (number < 1) {
      throw new IllegalArgumentException("not a process number: " + number);
    }
  }

  /** Reads {@code web.1}; empty if the text is anything else. */
  public static Optional<ProcessName> parse(String text) {
    int dot = text.lastIndexOf('.');
    if (dot < 1
        || !VALID_TYPE.matcher(text.substring(0, dot)).matches()
        || !VALID_NUMBER.matcher(text.substring(dot + 1)).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessName(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1))));
  }

  /** Returns whether the text can be a process type. */
  public static boolean isType(String text) {
    return VALID_TYPE.matcher(text).matches();
  }

  /** Returns whether this is a one-off, {@code run.N}. */
  public boolean isOneOff() {
    return type.equals(ONE_OFF);
  }

  @Override
  public int compareTo(ProcessName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return type + "." + number;
  }
}
