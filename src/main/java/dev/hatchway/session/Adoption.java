package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.Program;
import java.time.Duration;

/**
 * The picking up of one-offs that run and whose programs this gateway does not carry: those of an
 * earlier run of it, which are its own, and those of other gateways, which it only visits.
 */
public final class Adoption {
  private final Containers containers;
  private final LiveOneOffs live;
  private final OneOffTimes times;
  private final Afterwards afterwards;
  private final RunDefaults defaults;

  public Adoption(
      Containers containers,
      LiveOneOffs live,
      OneOffTimes times,
      Afterwards afterwards,
      RunDefaults defaults) {
    this.containers = containers;
    this.live = live;
    this.times = times;
    this.afterwards = afterwards;
    this.defaults = defaults;
  }

  /** Returns the one-off, for a client that is about to join it. */
  LiveOneOff of(Process process) {
    return live.findOrAdopt(
        process,
        () -> containers.attach(process),
        program -> rules(process, program),
        removal(process));
  }

  /** Picks it up though nobody is at it: whoever was may come back within the grace. */
  void withNobody(Process process) {
    of(process).program().begin();
  }

  /** Whether it is the gateway that started it that ends and removes it. */
  private boolean isOurs(Process process) {
    return process.isRunning() && process.gateway().filter(defaults.gateway()::equals).isPresent();
  }

  private LifeRules rules(Process process, Program program) {
    Duration left = process.isRunning() ? times.left(process).orElse(Fate.FOR_EVER) : Fate.FOR_EVER;
    Duration ttl =
        process
            .deadline()
            .map(deadline -> Duration.between(process.facts().created(), deadline))
            .orElse(Fate.FOR_EVER);
    if (!isOurs(process)) {
      // Who started it has not left it to this gateway to end it.
      return new LifeRules(ttl, left, Duration.ZERO, false, Duration.ZERO);
    }
    return new LifeRules(
        ttl,
        left,
        process.isDetached() ? Duration.ZERO : process.idle().orElse(Duration.ZERO),
        process.endsWhenLeft(),
        program.hasTerminal() ? defaults.reattachGrace() : Duration.ZERO);
  }

  private Runnable removal(Process process) {
    boolean goes = process.retention().filter(Duration.ZERO::equals).isPresent();
    return isOurs(process) && goes
        ? () -> afterwards.run(() -> containers.remove(process))
        : () -> {};
  }
}
