package dev.hatchway;

/** A reason, in words for the operator, why the gateway cannot start as it was asked to. */
final class WrongStart extends Exception {
  private static final long serialVersionUID = 1L;

  WrongStart(String message) {
    super(message);
  }
}
