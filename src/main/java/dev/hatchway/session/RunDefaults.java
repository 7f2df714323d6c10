package dev.hatchway.session;

import dev.hatchway.command.Command;
import dev.hatchway.command.Retention;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.OnDisconnect;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for a one-off unless its command says otherwise.
 *
 * @param keep whether its container stays after its end
 * @param ttl how long it may run
 * @param idle how long its terminal may be silent; zero: for ever
 * @param onDisconnect what becomes of it when its client disappears
 * @param reattachGrace how long it waits for a client that disappeared from its terminal
 * @param retention how long the container of a detached one stays after its end
 * @param gateway which gateway answers for it
 */
public record RunDefaults(
    boolean keep,
    Duration ttl,
    Duration idle,
    OnDisconnect onDisconnect,
    Duration reattachGrace,
    Duration retention,
    GatewayId gateway) {
  /** Returns how long the container of an ended one-off stays; empty: until it is removed. */
  Optional<Duration> retention(Command.Run wish) {
    return switch (wish.retention()) {
      case Retention.Kept(Optional<Duration> time) -> time;
      case Retention.AsConfigured() when keep -> Optional.empty();
      // Its output and its code are to be there for whoever was not.
      case Retention.AsConfigured(), Retention.Removed() ->
          Optional.of(wish.detach() ? retention : Duration.ZERO);
    };
  }
}
