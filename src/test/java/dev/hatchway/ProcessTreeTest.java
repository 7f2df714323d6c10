package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 11 of the contract: nothing of an ended {@code enter} goes on in its container. */
@InWorld
class ProcessTreeTest {
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Seconds that no other program sleeps, so that each test knows its own processes. */
  private static final int FAR_FUTURE = 10_000_000;

  private static final int CHILDREN_COUNT = 5;

  private final World world;

  ProcessTreeTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "worker.1"})
  void theTreeIsGoneWhenTheClientIsKilled(String process) {
    int first = newSleeps();
    String script = children(first) + "echo ready; exec sleep " + (first + CHILDREN_COUNT);
    String container = container(process);
    try (var running = world.ssh().start("enter", process, script)) {
      running.awaitOutput("ready");
      awaitCount(container, first, CHILDREN_COUNT + 1);
      running.signal("KILL");
      awaitNone(container, first);
    }
  }

  @Test
  void theTreeIsGoneWhenTheClientWithATerminalIsKilled() {
    int first = newSleeps();
    String script = children(first) + "echo ready; exec sleep " + (first + CHILDREN_COUNT);
    String container = container("web.1");
    Program program = world.ssh().withTerminal().command("enter", "web.1", script);
    try (var running = program.readingPipe().start()) {
      running.awaitOutput("ready");
      awaitCount(container, first, CHILDREN_COUNT + 1);
      running.signal("KILL");
      awaitNone(container, first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "worker.1"})
  void theTreeIsGoneWhenTheProgramHasEnded(String process) {
    int first = newSleeps();
    String container = container(process);
    String script = children(first) + "sleep 0.5; exit 42";
    assertThat(world.ssh().run("enter", process, script).code()).isEqualTo(42);
    awaitNone(container, first);
  }

  @Test
  void aChildWithACleanedEnvironmentIsGoneToo() {
    int first = newSleeps();
    String script = "(env -i sleep " + first + " &) >/dev/null 2>&1; exit 42";
    assertThat(world.ssh().run("enter", "web.1", script).code()).isEqualTo(42);
    awaitNone(container("web.1"), first);
  }

  /** At any moment between the request and the start of the program. */
  @Test
  void aProgramWhoseClientVanishesBeforeItsStartIsGone() {
    int first = newSleeps();
    String container = container("web.1");
    Ssh ssh = world.ssh();
    String control = world.machine().newFile("control").toString();
    String[] master = {"-o", "ControlMaster=yes", "-o", "ControlPath=" + control};
    try (var shared = ssh.with(master).command("enter", "web.1", "cat").readingPipe().start()) {
      await().atMost(Machine.LIMIT).until(() -> Files.exists(Path.of(control)));
      Ssh sharing = ssh.with("-o", "ControlPath=" + control);
      for (int milliseconds = 10; milliseconds <= 200; milliseconds += 10) {
        try (var running = sharing.start("enter", "web.1", "sleep", Integer.toString(first))) {
          await().pollDelay(Duration.ofMillis(milliseconds)).until(() -> true);
          running.signal("KILL");
        }
      }
      awaitNone(container, first);
      shared.closeInput();
      shared.end();
    }
  }

  @Test
  void aBackgroundChildThatHoldsTheOutputDoesNotKeepTheSession() {
    int first = newSleeps();
    Program program = world.ssh().command("enter", "web.1", "sleep " + first + " & exit 42");
    assertThat(program.within(Duration.ofSeconds(10)).run().code()).isEqualTo(42);
    awaitNone(container("web.1"), first);
  }

  @Test
  void theProgramIsGoneInAnImageWithoutAShell() {
    int first = newSleeps();
    String container = world.others().bareContainer();
    Ssh ssh = world.ssh().as(world.others().bare());
    try (var running = ssh.start("enter", "job.1", "sleep", Integer.toString(first))) {
      awaitCount(container, first, 1);
      assertThat(running.isAlive()).isTrue();
      running.signal("KILL");
      awaitNone(container, first);
    }
  }

  @Test
  void theProgramOfAProcessLoginIsGoneToo() {
    int first = newSleeps();
    String container = container("web.2");
    Ssh ssh = world.ssh().as(world.app().name() + "+web.2");
    try (var running = ssh.start("echo ready; sleep " + first + "; true")) {
      running.awaitOutput("ready");
      awaitCount(container, first, 1);
      running.signal("KILL");
      awaitNone(container, first);
    }
  }

  @Test
  void theContainersOwnProcessesAndOtherSessionsGoOn() {
    int first = newSleeps();
    String container = container("web.1");
    Ssh ssh = world.ssh();
    try (var killed = ssh.start("enter", "web.1", "echo ready; exec sleep " + first);
        var other = ssh.command("enter", "web.1", "echo ready; cat").readingPipe().start()) {
      killed.awaitOutput("ready");
      other.awaitOutput("ready");
      killed.signal("KILL");
      awaitNone(container, first);
      other.type("still here\n");
      other.closeInput();
      assertThat(other.end().out()).endsWith("still here\n");
      assertThat(world.engine().processesOf(container)).anyMatch(line -> line.contains("httpd"));
    }
  }

  /** The first of a few lengths of sleep that no other test uses. */
  private int newSleeps() {
    return FAR_FUTURE + world.machine().newNumber() * 10;
  }

  /**
   * A child, one that left the session, one that ignores hang-ups, one that ignores what can be
   * ignored, and a grandchild whose parents are gone.
   */
  private static String children(int first) {
    Object[] lengths = IntStream.range(0, CHILDREN_COUNT).mapToObj(i -> first + i).toArray();
    return """
      sleep %1$d >/dev/null 2>&1 & setsid sleep %2$d >/dev/null 2>&1 & \
      (trap '' HUP; exec sleep %3$d) >/dev/null 2>&1 & \
      (trap '' HUP INT TERM; exec sleep %4$d) >/dev/null 2>&1 & \
      (setsid sh -c 'sleep %5$d & exit' >/dev/null 2>&1 &);\s"""
        .formatted(lengths);
  }

  private String container(String process) {
    List<String> parts = List.of(process.split("\\.", 2));
    return world.app().container(parts.get(0), Integer.parseInt(parts.get(1)));
  }

  private void awaitCount(String container, int first, int count) {
    await().atMost(Machine.LIMIT).until(() -> sleeps(container, first).size() == count);
  }

  private void awaitNone(String container, int first) {
    await()
        .pollInterval(POLL)
        .atMost(PROMISED)
        .untilAsserted(() -> assertThat(sleeps(container, first)).isEmpty());
  }

  private List<String> sleeps(String container, int first) {
    String ours = Integer.toString(first / 10);
    return world.engine().processesOf(container).stream()
        .filter(line -> line.matches(".*sleep " + ours + "[0-9]"))
        .toList();
  }
}
