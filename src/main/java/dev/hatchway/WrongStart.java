package dev.hatchway;

/** A reason, in words for the operator, why the gateway cannot start as it was asked to. */
final class WrongStart extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private WrongStart(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for is wrong and has to be said in another way. */
  static WrongStart usage(String message) {
    return new WrongStart(Serve.WRONG_SETTING, message);
  }

  /** What was asked for cannot be done as things are. */
  static WrongStart impossible(String message) {
    return new WrongStart(Serve.CANNOT_START, message);
  }

  int exitCode() {
    return exitCode;
  }
}
