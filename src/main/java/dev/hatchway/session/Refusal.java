package dev.hatchway.session;

import dev.hatchway.model.ExitCode;

/** The end of a request that cannot be done, with the text for its user. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ExitCode code;

  Refusal(ExitCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
