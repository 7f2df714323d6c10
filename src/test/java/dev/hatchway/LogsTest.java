package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code logs}: long lines, much of them, and readers that leave. */
@InWorld
class LogsTest {
  /** More than two pieces of 16 KiB, as the engine cuts lines. */
  private static final int LONG = 40_000;

  private static final int FOLLOWERS = 5;

  private final World world;

  LogsTest(World world) {
    this.world = world;
  }

  @Test
  void aLineThatTheEngineCutIsWholeAgain() {
    String name = detached("head -c " + LONG + " /dev/zero | tr '\\0' x; echo; echo last");
    awaitLine(name, "last");
    assertThat(world.ssh().run("logs", "-q", name).succeeded().out())
        .isEqualTo("x".repeat(LONG) + "\nlast\n");
    remove(name);
  }

  @Test
  void muchMoreThanTheMemoryOfTheGatewayIsCutAndSaidSo() {
    String script = "for i in $(seq 150); do head -c 999999 /dev/zero | tr '\\0' y; echo; done";
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      names.add(detached(script + "; echo last; sleep 600"));
    }
    names.forEach(name -> awaitLine(name, "last"));
    Result result = world.ssh().run("logs", "-n", "1000000", names.get(0), names.get(1));
    assertThat(result.succeeded().out().lines().count()).isPositive().isLessThan(150);
    assertThat(result.out()).endsWith("last\n");
    assertThat(result.err()).startsWith(" !     ").contains("logs of one process");
    assertThat(world.ssh().run("whoami").code()).isZero();
    names.forEach(this::remove);
  }

  @Test
  void aFollowerThatIsKilledLeavesNothingBehind() {
    String name = detached("echo first; sleep 600");
    awaitLine(name, "first");
    int before = world.gateway().descriptors();
    for (int i = 0; i < FOLLOWERS; i++) {
      try (var running = world.ssh().start("logs", "-f", name)) {
        running.awaitOutput("first");
        running.signal("KILL");
      }
    }
    await("connections are closed")
        .atMost(Machine.LIMIT)
        .until(() -> world.gateway().descriptors() <= before);
    remove(name);
  }

  @Test
  void aFollowerEndsWithItsProcess() {
    String name = detached("echo first; sleep 1; echo last");
    assertThat(world.ssh().run("logs", "-q", "-f", name).succeeded().out())
        .isEqualTo("first\nlast\n");
    remove(name);
  }

  /** Starts a one-off and returns its name within the app, {@code run.7}. */
  private String detached(String script) {
    String name = world.ssh().run("run", "-d", script).succeeded().out().strip();
    return name.substring(world.app().name().length() + 1);
  }

  private void remove(String process) {
    world.engine().docker("rm", "-f", world.app().name() + "." + process);
  }

  private void awaitLine(String process, String text) {
    await(text)
        .atMost(Machine.LIMIT)
        .until(() -> world.ssh().run("logs", "-q", "-n", "1", process).out().equals(text + "\n"));
  }
}
