package dev.hatchway.container;

/** The container engine refused or failed; the message is the engine's own. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The engine does not answer at all, or not in time. */
  public static final class Away extends EngineException {
    private static final long serialVersionUID = 1L;

    public Away(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What was asked for is not there (any more). */
  public static final class Gone extends EngineException {
    private static final long serialVersionUID = 1L;

    public Gone(String message) {
      super(message);
    }
  }

  /** What was asked for contradicts what is there: a name is taken, a container is paused. */
  public static final class Conflict extends EngineException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** The engine cannot do that for what it was asked about, and never will. */
  public static final class Unsupported extends EngineException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
      super(message);
    }
  }
}
