package dev.hatchway.command;

import java.time.Duration;
import java.util.Optional;

/** What becomes of a one-off's container after its program has ended. */
public sealed interface Retention {
  /** The client said nothing: the settings decide. */
  record AsConfigured() implements Retention {}

  /** Removed ({@code --rm}), whatever the settings say. */
  record Removed() implements Retention {}

  /** Kept ({@code --keep}), for that time or until somebody removes it. */
  record Kept(Optional<Duration> time) implements Retention {}
}
