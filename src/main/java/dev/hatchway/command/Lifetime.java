package dev.hatchway.command;

import dev.hatchway.model.OnDisconnect;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a one-off may go on; what is absent is as the settings say.
 *
 * @param ttl from its start
 * @param idle without a byte in either direction, as long as a terminal is attached; zero: for ever
 * @param onDisconnect what becomes of it when its client disappears
 */
public record Lifetime(
    Optional<Duration> ttl, Optional<Duration> idle, Optional<OnDisconnect> onDisconnect) {
  /** All as the settings say. */
  public static final Lifetime AS_CONFIGURED =
      new Lifetime(Optional.empty(), Optional.empty(), Optional.empty());
}
