package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Line 13 of the contract: nothing of a session is left behind. */
@InWorld
class LeakTest {
  private static final String SETTINGS =
      "run:\n  reattach-grace: 1s\nlimits:\n  sessions-per-user: 200\n";

  private static final int IN_FULL = 1000;
  private static final int AT_ONCE_IN_FULL = 50;
  private static final int IN_SHORT = 200;
  private static final int AT_ONCE = 20;

  /** TERM, ten seconds, KILL and the removal, of many at the same time. */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Of the heap after collection, in kilobytes: what caches may grow by. */
  private static final long HEAP_GROWTH = 5 * 1024;

  /** For {@code bench/leak}. */
  private static final Path TABLE = Path.of("target/leak.txt");

  private final World world;

  LeakTest(World world) {
    this.world = world;
    world.app();
  }

  @Test
  void nothingOfManySessionsIsLeft() throws IOException {
    Home home = Home.create(world.machine()).settings(SETTINGS);
    int sessions =
        Integer.getInteger("hatchway.sessions", world.machine().full() ? IN_FULL : IN_SHORT);
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name());
      String lasting = lasting(ssh);
      var mix = new SessionMix(world, gateway, lasting);
      // Each kind once, and each torn: what the first of a kind needs is no leak.
      assertThat(mix.have(2 * mix.kinds(), AT_ONCE)).isEmpty();
      Footprint before = settled(gateway, lasting);
      long heapBefore = Footprint.heap(world.machine(), gateway);
      long start = System.nanoTime();
      Collection<String> failures =
          mix.have(sessions, sessions < IN_FULL ? AT_ONCE : AT_ONCE_IN_FULL);
      assertThat(failures).as(gateway.log()).isEmpty();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      Footprint after = within(before, gateway, lasting);
      long heapAfter = Footprint.heap(world.machine(), gateway);
      Files.writeString(TABLE, table(sessions, time, before, after, heapBefore, heapAfter));
      world.engine().docker("rm", "-f", lasting);
      assertThat(after.isWithin(before)).as("before %s, after %s", before, after).isTrue();
      assertThat(heapAfter - heapBefore).as("kilobytes of heap").isLessThan(HEAP_GROWTH);
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  /** A one-off that all the time runs, and whose program the gateway carries from now on. */
  private static String lasting(Ssh ssh) {
    String script = "echo here; exec sleep 100000";
    String name = ssh.run("run", "-d", script).succeeded().out().strip();
    try (Running attached = ssh.start("attach", name)) {
      attached.awaitOutput("here");
    }
    return name;
  }

  /** What is held when it changes no more. */
  private Footprint settled(TestGateway gateway, String lasting) {
    var last = new AtomicReference<Footprint>(new Footprint(Map.of()));
    await("settled")
        .atMost(SETTLED)
        .pollInterval(GLANCE)
        .until(
            () -> {
              Footprint now = footprint(gateway, lasting);
              return now.equals(last.getAndSet(now)) && now.held().containsValue(1L);
            });
    return last.get();
  }

  /** What is held when it is no more than before, or after all that time. */
  private Footprint within(Footprint before, TestGateway gateway, String lasting) {
    var last = new AtomicReference<Footprint>(before);
    long deadline = System.nanoTime() + SETTLED.toNanos();
    await("no more than before")
        .atMost(SETTLED.multipliedBy(2))
        .pollInterval(GLANCE)
        .until(
            () -> {
              last.set(footprint(gateway, lasting));
              return last.get().isWithin(before) || System.nanoTime() > deadline;
            });
    return last.get();
  }

  private Footprint footprint(TestGateway gateway, String lasting) {
    tidy(gateway, lasting);
    return Footprint.of(world, gateway);
  }

  /** Takes away what is to outlive its session: detached one-offs and uploaded files. */
  private void tidy(TestGateway gateway, String lasting) {
    List<String> detached =
        world
            .engine()
            .docker(
                "ps",
                "-a",
                "--format",
                "{{.Names}}",
                "--filter",
                "label=hatchway.app=" + world.app().name(),
                "--filter",
                "label=hatchway.detached=true")
            .lines()
            .filter(name -> !name.equals(lasting))
            .toList();
    detached.forEach(name -> world.engine().tried("rm", "-f", name));
    gateway.ssh(world.app().name()).run("uploads", "clear");
  }

  private static String table(
      int sessions,
      Duration time,
      Footprint before,
      Footprint after,
      long heapBefore,
      long heapAfter) {
    var table = new StringBuilder("%d sessions in %d s%n".formatted(sessions, time.toSeconds()));
    table.append("%-42s %10s %10s%n".formatted("", "before", "after"));
    before
        .held()
        .forEach(
            (what, count) ->
                table.append(
                    "%-42s %10d %10d%n"
                        .formatted(what, count, after.held().getOrDefault(what, 0L))));
    table.append("%-42s %10d %10d%n".formatted("kilobytes of heap in use", heapBefore, heapAfter));
    return table.toString();
  }
}
