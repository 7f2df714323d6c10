package dev.hatchway.stream;

import dev.hatchway.container.ProgramEnd;

/** How the time of a client at a program ended. */
public sealed interface Stay {
  /** The program ended, and the client has all of its output. */
  record Over(ProgramEnd end) implements Stay {}

  /** The client disappeared; the program may go on. */
  record Left() implements Stay {}

  /** The client took so little that there is no room left for what it has not taken. */
  record LaggedBehind() implements Stay {}
}
