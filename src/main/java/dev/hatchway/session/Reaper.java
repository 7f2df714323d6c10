package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Signs;
import dev.hatchway.model.GatewayId;
import dev.hatchway.session.Fate.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every one-off of the engine comes to its end and is removed, whoever has failed
 * to: at the start and every few seconds it looks at all of them, with one call, and {@link Fate}
 * tells what is due. Before it touches one it looks at that one again.
 */
public final class Reaper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  /** Between two looks at everything; what is due earlier is done earlier. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** Also when one after the other is due: each look is a call to the engine. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Containers containers;
  private final Signs signs;
  private final Hands hands;
  private final Adoption adoption;
  private final OneOffTimes times;
  private final RunDefaults defaults;
  private final InstantSource steady;
  private final Neighbours neighbours;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread = Thread.ofVirtual().name("reaper").unstarted(this::watch);
  private Instant noted = Instant.MAX;
  private boolean closed;
  private boolean told;

  public Reaper(
      Containers containers,
      Signs signs,
      Hands hands,
      Adoption adoption,
      OneOffTimes times,
      RunDefaults defaults,
      InstantSource steady) {
    this.containers = containers;
    this.signs = signs;
    this.hands = hands;
    this.adoption = adoption;
    this.times = times;
    this.defaults = defaults;
    this.steady = steady;
    this.neighbours = new Neighbours(steady);
  }

  public void start() {
    thread.start();
  }

  /** Takes note of a one-off that may run for that time from now on. */
  void note(String container, Duration time) {
    times.note(container, time);
    Instant due = steady.instant().plus(time);
    lock.lock();
    try {
      if (due.isBefore(noted)) {
        noted = due;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    Duration next = Duration.ZERO;
    while (goesOnAfter(next)) {
      next = PERIOD;
      try {
        Duration due = look();
        next = due.compareTo(PERIOD) < 0 ? due : PERIOD;
        told = false;
      } catch (EngineException e) {
        if (!told) {
          log.warn("one-offs cannot be looked at: {}", e.getMessage());
        }
        told = true;
      } catch (RuntimeException e) {
        log.error("one-offs cannot be looked at", e);
      }
    }
  }

  /** Waits for that time, or until a moment that was noted; returns false at the end. */
  private boolean goesOnAfter(Duration time) {
    lock.lock();
    try {
      Instant regular = steady.instant().plus(time.compareTo(SHORTEST) < 0 ? SHORTEST : time);
      while (!closed) {
        Instant now = steady.instant();
        Instant next = noted.isBefore(regular) ? noted : regular;
        if (!next.isAfter(now)) {
          noted = noted.isAfter(now) ? noted : Instant.MAX;
          return true;
        }
        changed.awaitNanos(TimeUnit.NANOSECONDS.convert(Duration.between(now, next)));
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Looks at all one-offs; returns after which time the next thing is due. */
  private Duration look() {
    Set<String> before = times.known();
    Instant begin = steady.instant();
    List<Process> oneOffs = containers.oneOffs();
    oneOffs.forEach(process -> before.remove(process.facts().id()));
    times.forget(before);
    lookAtNeighbours(oneOffs);
    Duration next = PERIOD;
    for (Process process : oneOffs) {
      Duration due = consider(process);
      next = due.compareTo(next) < 0 ? due : next;
    }
    times.allWereSeen(begin);
    return next;
  }

  private void lookAtNeighbours(List<Process> oneOffs) {
    Set<GatewayId> mentioned =
        oneOffs.stream()
            .flatMap(process -> process.gateway().stream())
            .collect(Collectors.toCollection(HashSet::new));
    mentioned.remove(defaults.gateway());
    List<Signs.Sign> others =
        signs.all().stream().filter(sign -> !sign.gateway().equals(defaults.gateway())).toList();
    neighbours.look(others, mentioned).forEach(signs::remove);
  }

  /** What is wrong with one is no reason to leave the others. */
  private Duration consider(Process listed) {
    if (underWay.contains(listed.facts().id())) {
      return PERIOD;
    }
    try {
      return switch (fate(withEnd(listed))) {
        case Fate.Stays(Duration time) -> time;
        case Fate.Adopted(), Fate.Stopped(_), Fate.Removed(_) -> {
          underWay.add(listed.facts().id());
          Thread.ofVirtual().name("reaper-deed").start(() -> act(listed));
          yield PERIOD;
        }
      };
    } catch (EngineException.Gone e) {
      return PERIOD;
    } catch (EngineException.Away e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("{} of {} cannot be looked at", listed.name(), listed.app(), e);
      return PERIOD;
    }
  }

  /** The list does not tell when a program ended; of one that goes at once nobody needs to know. */
  private Process withEnd(Process listed) {
    return listed.isOver()
            && !times.knowsEnd(listed)
            && listed.retention().filter(Duration::isPositive).isPresent()
        ? containers.asItIs(listed)
        : listed;
  }

  private Fate fate(Process process) {
    Owner owner = owner(process);
    return Fate.of(
        new Fate.Situation(
            process.facts().state(),
            owner,
            hands.hold(process, owner instanceof Owner.Ours),
            process.endsWhenLeft(),
            times.left(process),
            process.retention(),
            process.isOver() ? times.sinceEnd(process) : Duration.ZERO,
            defaults.reattachGrace()));
  }

  private Owner owner(Process process) {
    Optional<GatewayId> gateway = process.gateway();
    if (gateway.isEmpty()) {
      return new Owner.Unknown();
    }
    if (gateway.get().equals(defaults.gateway())) {
      return new Owner.Ours();
    }
    Optional<Duration> dead = neighbours.deadFor(gateway.get());
    return dead.isPresent() ? new Owner.Dead(dead.get()) : new Owner.Living();
  }

  /** Whoever was at it when it was listed may have done something meanwhile. */
  private void act(Process listed) {
    try {
      Process process = containers.asItIs(listed);
      switch (fate(process)) {
        case Fate.Stays(_) -> {}
        case Fate.Adopted() -> {
          adoption.withNobody(process);
          log.info("{} of {} was picked up", process.name(), process.app());
        }
        case Fate.Stopped(Fate.Reason reason) -> stop(process, reason);
        case Fate.Removed(Fate.Reason reason) -> remove(process, reason);
      }
    } catch (EngineException.Gone | EngineException.Conflict e) {
      log.debug("{} of {} is not what it was: {}", listed.name(), listed.app(), e.getMessage());
    } catch (EngineException e) {
      log.warn("{} of {} waits: {}", listed.name(), listed.app(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("{} of {} cannot be ended", listed.name(), listed.app(), e);
    } finally {
      underWay.remove(listed.facts().id());
    }
  }

  private void stop(Process process, Fate.Reason reason) {
    if (reason == Fate.Reason.TIME_UP) {
      // Before the deed: whoever waits for its end asks at once.
      hands.live().timeIsUp(process);
    }
    containers.stop(process, PATIENCE);
    log.info("{} of {} was ended: {}", process.name(), process.app(), reason.text());
  }

  private void remove(Process process, Fate.Reason reason) {
    hands.live().remember(process);
    containers.remove(process);
    log.info("{} of {} was removed: {}", process.name(), process.app(), reason.text());
  }
}
