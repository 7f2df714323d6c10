package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long one-offs may still run, and how long ago they ended. Labels and the engine tell times of
 * day; when a one-off is first seen they become moments of a steady clock, so that nothing is due
 * because somebody has set the time.
 */
public final class OneOffTimes {
  private final InstantSource clock;
  private final InstantSource steady;
  private final Map<String, Instant> deadlines = new ConcurrentHashMap<>();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private volatile Optional<Instant> lastLook = Optional.empty();

  /**
   * @param clock the time of day
   * @param steady a clock that nobody sets
   */
  public OneOffTimes(InstantSource clock, InstantSource steady) {
    this.clock = clock;
    this.steady = steady;
  }

  /** Takes note that a one-off may run for that time from now on. */
  void note(String container, Duration time) {
    deadlines.put(container, steady.instant().plus(time));
  }

  /** Returns how long it may still run, empty if for ever; not positive if its time is up. */
  Optional<Duration> left(Process process) {
    return process
        .deadline()
        .map(
            deadline ->
                deadlines.computeIfAbsent(
                    process.facts().id(),
                    _ -> steady.instant().plus(bounded(between(clock.instant(), deadline)))))
        .map(due -> between(steady.instant(), due));
  }

  /** Returns whether the moment of its end is known, so that nobody needs to ask for it. */
  boolean knowsEnd(Process process) {
    return ends.containsKey(process.facts().id());
  }

  /**
   * Returns how long ago it ended, as its facts told when this was asked for the first time; if
   * they do not tell, it has ended then.
   */
  Duration sinceEnd(Process process) {
    Instant ended =
        ends.computeIfAbsent(
            process.facts().id(), _ -> steady.instant().minus(sinceEndByTheClock(process)));
    return between(ended, steady.instant());
  }

  /** Takes note that at that moment of the steady clock every end that there was became known. */
  void allWereSeen(Instant moment) {
    lastLook = Optional.of(moment);
  }

  /** An end that is news has come after the last look, whatever the clock says. */
  private Duration sinceEndByTheClock(Process process) {
    Duration told =
        process
            .facts()
            .finished()
            .map(finished -> bounded(between(finished, clock.instant())))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return lastLook
        .map(look -> between(look, steady.instant()))
        .filter(most -> most.compareTo(told) < 0)
        .orElse(told);
  }

  /** Returns all that something is known of. */
  Set<String> known() {
    Set<String> known = ConcurrentHashMap.newKeySet();
    known.addAll(deadlines.keySet());
    known.addAll(ends.keySet());
    return known;
  }

  void forget(Set<String> containers) {
    deadlines.keySet().removeAll(containers);
    ends.keySet().removeAll(containers);
  }

  private static Duration between(Instant from, Instant until) {
    return Duration.between(from, until);
  }

  /** A label may name any moment; none that is further away than this makes a difference. */
  private static Duration bounded(Duration time) {
    Duration longest = TimeSpan.LONGEST;
    if (time.compareTo(longest) > 0) {
      return longest;
    }
    return time.compareTo(longest.negated()) < 0 ? longest.negated() : time;
  }
}
