package dev.hatchway.stream;

import dev.hatchway.model.Window;

/** What a client tells beside its input. */
public sealed interface ClientEvent {
  /** Its terminal has another size now. */
  record Resized(Window window) implements ClientEvent {}

  /** It wants a signal sent to the program (RFC 4254, 6.9); {@code INT}, not {@code SIGINT}. */
  record Signalled(String name) implements ClientEvent {}

  /** Its connection is lost, or it closed the channel. */
  record Gone() implements ClientEvent {}

  /** It wants to go, but is still there. */
  record Leaving() implements ClientEvent {}

  /** The session is over: nobody needs to listen any more. */
  record Over() implements ClientEvent {}
}
