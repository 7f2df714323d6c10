package dev.hatchway.container;

import dev.hatchway.model.GatewayId;
import java.time.Duration;
import java.util.List;

/**
 * The signs of life that the gateways at one engine show each other, since they may have nothing
 * else in common. Every method may throw an {@link EngineException}.
 */
public interface Signs {
  /** Returns the signs of all gateways. */
  List<Sign> all();

  void put(Sign sign);

  /** Takes a sign away; one that is gone already is no error. */
  void remove(Sign sign);

  /**
   * A sign of life.
   *
   * @param beat another number each time
   * @param patience how long the beat may stay the same before the gateway counts as dead
   */
  record Sign(GatewayId gateway, long beat, Duration patience) {
    public Sign {
      if (beat < 0 || !patience.isPositive()) {
        throw new IllegalArgumentException("not a sign of life: " + beat + ", " + patience);
      }
    }
  }
}
