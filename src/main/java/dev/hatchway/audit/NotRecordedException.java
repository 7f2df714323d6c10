package dev.hatchway.audit;

/** An event could not be written down, so what it tells of must not happen. */
public final class NotRecordedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotRecordedException(Throwable cause) {
    super("an event could not be recorded: " + cause.getMessage(), cause);
  }
}
