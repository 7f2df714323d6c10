package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Programs that sleep for times that no other program sleeps, so that each test knows its own.
 *
 * @param first the shortest of ten times
 */
record Sleeps(TestEngine engine, int first) {
  /** Line 11 of the contract. */
  static final Duration PROMISED = Duration.ofSeconds(2);

  /** How many of them {@link #family} starts. */
  static final int FAMILY = 5;

  private static final Duration POLL = Duration.ofMillis(50);

  /** Seconds. */
  private static final int FAR_FUTURE = 10_000_000;

  static Sleeps of(World world) {
    return new Sleeps(world.engine(), FAR_FUTURE + world.machine().newNumber() * 10);
  }

  /** A command of the shell. */
  String command(int index) {
    return "sleep " + (first + index);
  }

  /**
   * A script that starts a child, one that left the session, one that ignores hang-ups, one that
   * ignores what can be ignored, and a grandchild whose parents are gone.
   */
  String family() {
    Object[] lengths = IntStream.range(0, FAMILY).mapToObj(i -> first + i).toArray();
    return """
      sleep %1$d >/dev/null 2>&1 & setsid sleep %2$d >/dev/null 2>&1 & \
      (trap '' HUP; exec sleep %3$d) >/dev/null 2>&1 & \
      (trap '' HUP INT TERM; exec sleep %4$d) >/dev/null 2>&1 & \
      (setsid sh -c 'sleep %5$d & exit' >/dev/null 2>&1 &);\s"""
        .formatted(lengths);
  }

  void awaitCount(String container, int count) {
    await(count + " of " + first).atMost(Machine.LIMIT).until(() -> in(container).size() == count);
  }

  /** As the contract says. */
  void awaitNone(String container) {
    awaitNone(container, PROMISED);
  }

  void awaitNone(String container, Duration time) {
    await()
        .pollInterval(POLL)
        .atMost(time)
        .untilAsserted(() -> assertThat(in(container)).isEmpty());
  }

  /** The command lines in which they stand. */
  List<String> in(String container) {
    String ours = "sleep " + first / 10;
    return engine.processesOf(container).stream().filter(line -> line.contains(ours)).toList();
  }
}
