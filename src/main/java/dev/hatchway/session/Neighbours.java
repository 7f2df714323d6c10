package dev.hatchway.session;

import dev.hatchway.container.Signs.Sign;
import dev.hatchway.model.GatewayId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which gateways at the engine live. One is dead when its beat has stayed the same for longer than
 * it has asked for, as measured by the clock of whoever looks: the clocks of two machines need not
 * agree. Only time in which this gateway could see counts, because an engine that is away keeps
 * everybody from showing a sign.
 */
final class Neighbours {
  /** Of a gateway whose sign was never seen: it may be just about to show one. */
  static final Duration USUAL_PATIENCE = Duration.ofSeconds(90);

  /** Whoever has not looked for longer than this was blind in between. */
  private static final Duration LONGEST_GLANCE = Duration.ofSeconds(20);

  private final InstantSource steady;
  private final Map<GatewayId, Known> known = new HashMap<>();
  private Instant lastLook;

  Neighbours(InstantSource steady) {
    this.steady = steady;
    this.lastLook = steady.instant();
  }

  /**
   * Takes note of the signs that there are.
   *
   * @param mentioned those that one-offs are of, whether they show a sign or not
   * @return the signs of the dead
   */
  List<Sign> look(Collection<Sign> signs, Set<GatewayId> mentioned) {
    Instant now = steady.instant();
    Duration gap = Duration.between(lastLook, now);
    Duration seen = gap.compareTo(LONGEST_GLANCE) > 0 ? LONGEST_GLANCE : gap;
    lastLook = now;
    Map<GatewayId, Sign> newest = new HashMap<>();
    signs.forEach(
        sign -> newest.merge(sign.gateway(), sign, (a, b) -> a.beat() > b.beat() ? a : b));
    Set<GatewayId> all = new HashSet<>(mentioned);
    all.addAll(newest.keySet());
    known.keySet().retainAll(all);
    for (GatewayId gateway : all) {
      Optional<Sign> sign = Optional.ofNullable(newest.get(gateway));
      Known before = known.get(gateway);
      known.put(gateway, before == null ? Known.first(sign) : before.after(seen, sign));
    }
    return signs.stream().filter(sign -> deadFor(sign.gateway()).isPresent()).toList();
  }

  /** Returns for how long it has been dead, empty as long as it may live. */
  Optional<Duration> deadFor(GatewayId gateway) {
    Known gatewayKnown = known.get(gateway);
    return gatewayKnown == null ? Optional.empty() : gatewayKnown.deadFor();
  }

  /**
   * @param beat the last that was seen
   * @param silence how long it has been the same
   */
  private record Known(Optional<Long> beat, Duration silence, Duration patience) {
    static Known first(Optional<Sign> sign) {
      return new Known(
          sign.map(Sign::beat), Duration.ZERO, sign.map(Sign::patience).orElse(USUAL_PATIENCE));
    }

    Known after(Duration time, Optional<Sign> sign) {
      boolean same = sign.isEmpty() || sign.map(Sign::beat).equals(beat);
      return same ? new Known(beat, silence.plus(time), patience) : first(sign);
    }

    Optional<Duration> deadFor() {
      Duration longer = silence.minus(patience);
      return longer.isNegative() ? Optional.empty() : Optional.of(longer);
    }
  }
}
