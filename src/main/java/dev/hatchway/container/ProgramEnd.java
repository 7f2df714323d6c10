package dev.hatchway.container;

import dev.hatchway.model.ExitCode;

/** How a program ended. */
public sealed interface ProgramEnd {
  /** It ran and returned this code; 128 and more is the number of a signal. */
  record Exited(ExitCode code, boolean outOfMemory) implements ProgramEnd {}

  /**
   * It never ran: the program is not in the image (127) or cannot be executed (126).
   *
   * @param reason what the engine says of it
   */
  record NotStarted(ExitCode code, String reason) implements ProgramEnd {}

  /** Nobody knows: the engine or the container went away under it. */
  record Lost(String reason) implements ProgramEnd {}
}
