package dev.hatchway.container;

import dev.hatchway.model.ExitCode;

/** How a program ended. */
public sealed interface ProgramEnd {
  /** It ran and returned this code; 128 and more is the number of a signal. */
  record Exited(ExitCode code, Cause cause) implements ProgramEnd {
    /** It ended of its own accord, or of whoever is at it. */
    public Exited(ExitCode code) {
      this(code, Cause.OWN);
    }
  }

  /**
   * It never ran: the program is not in the image (127) or cannot be executed (126).
   *
   * @param reason what the engine says of it
   */
  record NotStarted(ExitCode code, String reason) implements ProgramEnd {}

  /** What ended a program that ran. */
  enum Cause {
    /** It itself, or a signal of the session that is at it. */
    OWN,
    /** The kernel, because its container had used up its memory. */
    OUT_OF_MEMORY,
    /** Somebody else stopped its container. */
    STOPPED,
    /** Somebody else killed its container. */
    KILLED,
    /** Somebody else removed its container while it ran. */
    REMOVED,
    /** The main program of the container that it was entered into has ended. */
    CONTAINER_ENDED
  }

  /** Nobody knows: the engine or the container went away under it. */
  record Lost(String reason) implements ProgramEnd {}
}
