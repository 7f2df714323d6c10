package dev.hatchway.docker;

import dev.hatchway.container.EngineException;

/** What the status of an answer says that the engine did not do what it was asked for. */
final class Refused {
  private static final int ERROR = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;

  private Refused() {}

  /** Returns whether an answer with that status is a refusal. */
  static boolean isBy(int status) {
    return status >= ERROR;
  }

  static EngineException with(int status, String message) {
    return switch (status) {
      case NOT_FOUND -> new EngineException.Gone(message);
      case CONFLICT -> new EngineException.Conflict(message);
      case NOT_IMPLEMENTED -> new EngineException.Unsupported(message);
      default -> new EngineException(message);
    };
  }
}
