package dev.hatchway.access;

/**
 * A line of {@code authorized_keys} that allows nothing; the message says why, for the operator.
 */
final class RefusedLineException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedLineException(String reason) {
    super(reason);
  }

  /** The reason. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
