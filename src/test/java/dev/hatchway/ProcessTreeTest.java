package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 11 of the contract: nothing of an ended {@code enter} goes on in its container. */
@InWorld
class ProcessTreeTest {
  private final World world;

  ProcessTreeTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "worker.1"})
  void theTreeIsGoneWhenTheClientIsKilled(String process) {
    Sleeps sleeps = Sleeps.of(world);
    String script = sleeps.family() + "echo ready; exec " + sleeps.command(Sleeps.FAMILY);
    String container = container(process);
    try (var running = world.ssh().start("enter", process, script)) {
      running.awaitOutput("ready");
      sleeps.awaitCount(container, Sleeps.FAMILY + 1);
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  @Test
  void theTreeIsGoneWhenTheClientWithATerminalIsKilled() {
    Sleeps sleeps = Sleeps.of(world);
    String script = sleeps.family() + "echo ready; exec " + sleeps.command(Sleeps.FAMILY);
    String container = container("web.1");
    Program program = world.ssh().withTerminal().command("enter", "web.1", script);
    try (var running = program.readingPipe().start()) {
      running.awaitOutput("ready");
      sleeps.awaitCount(container, Sleeps.FAMILY + 1);
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "worker.1"})
  void theTreeIsGoneWhenTheProgramHasEnded(String process) {
    Sleeps sleeps = Sleeps.of(world);
    String container = container(process);
    String script = sleeps.family() + "sleep 0.5; exit 42";
    assertThat(world.ssh().run("enter", process, script).code()).isEqualTo(42);
    sleeps.awaitNone(container);
  }

  @Test
  void aChildWithACleanedEnvironmentIsGoneToo() {
    Sleeps sleeps = Sleeps.of(world);
    String script = "(env -i " + sleeps.command(0) + " &) >/dev/null 2>&1; exit 42";
    assertThat(world.ssh().run("enter", "web.1", script).code()).isEqualTo(42);
    sleeps.awaitNone(container("web.1"));
  }

  /** At any moment between the request and the start of the program. */
  @Test
  void aProgramWhoseClientVanishesBeforeItsStartIsGone() {
    Sleeps sleeps = Sleeps.of(world);
    String container = container("web.1");
    Ssh ssh = world.ssh();
    String control = world.machine().newFile("control").toString();
    String[] master = {"-o", "ControlMaster=yes", "-o", "ControlPath=" + control};
    try (var shared = ssh.with(master).command("enter", "web.1", "cat").readingPipe().start()) {
      await().atMost(Machine.LIMIT).until(() -> Files.exists(Path.of(control)));
      Ssh sharing = ssh.with("-o", "ControlPath=" + control);
      for (int milliseconds = 10; milliseconds <= 200; milliseconds += 10) {
        try (var running =
            sharing.start("enter", "web.1", "sleep", Integer.toString(sleeps.first()))) {
          await().pollDelay(Duration.ofMillis(milliseconds)).until(() -> true);
          running.signal("KILL");
        }
      }
      sleeps.awaitNone(container);
      shared.closeInput();
      shared.end();
    }
  }

  @Test
  void aBackgroundChildThatHoldsTheOutputDoesNotKeepTheSession() {
    Sleeps sleeps = Sleeps.of(world);
    Program program = world.ssh().command("enter", "web.1", sleeps.command(0) + " & exit 42");
    assertThat(program.within(Duration.ofSeconds(10)).run().code()).isEqualTo(42);
    sleeps.awaitNone(container("web.1"));
  }

  @Test
  void theProgramIsGoneInAnImageWithoutAShell() {
    Sleeps sleeps = Sleeps.of(world);
    String container = world.others().bareContainer();
    Ssh ssh = world.ssh().as(world.others().bare());
    try (var running = ssh.start("enter", "job.1", "sleep", Integer.toString(sleeps.first()))) {
      sleeps.awaitCount(container, 1);
      assertThat(running.isAlive()).isTrue();
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  @Test
  void theProgramOfAProcessLoginIsGoneToo() {
    Sleeps sleeps = Sleeps.of(world);
    String container = container("web.2");
    Ssh ssh = world.ssh().as(world.app().name() + "+web.2");
    try (var running = ssh.start("echo ready; " + sleeps.command(0) + "; true")) {
      running.awaitOutput("ready");
      sleeps.awaitCount(container, 2);
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  @Test
  void theContainersOwnProcessesAndOtherSessionsGoOn() {
    Sleeps sleeps = Sleeps.of(world);
    String container = container("web.1");
    Ssh ssh = world.ssh();
    try (var killed = ssh.start("enter", "web.1", "echo ready; exec " + sleeps.command(0));
        var other = ssh.command("enter", "web.1", "echo ready; cat").readingPipe().start()) {
      killed.awaitOutput("ready");
      other.awaitOutput("ready");
      killed.signal("KILL");
      sleeps.awaitNone(container);
      other.type("still here\n");
      other.closeInput();
      assertThat(other.end().out()).endsWith("still here\n");
      assertThat(world.engine().processesOf(container)).anyMatch(line -> line.contains("httpd"));
    }
  }

  private String container(String process) {
    List<String> parts = List.of(process.split("\\.", 2));
    return world.app().container(parts.get(0), Integer.parseInt(parts.get(1)));
  }
}
