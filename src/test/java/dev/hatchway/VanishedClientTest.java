package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 10 of the contract, for a client that is killed: what becomes of its one-off. */
@InWorld
class VanishedClientTest {
  /** TERM, ten seconds, KILL, and the removal. */
  private static final Duration GONE = Duration.ofSeconds(15);

  private static final Duration GRACE = Duration.ofSeconds(4);

  /** A part of the grace in which nothing may happen yet. */
  private static final Duration UNTOUCHED = Duration.ofSeconds(2);

  private final World world;

  VanishedClientTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo $DYNO; exec sleep 600", "trap '' TERM; echo $DYNO; exec sleep 600"})
  void withoutATerminalTheOneOffIsEndedAndRemoved(String script) {
    Ssh ssh = world.ssh();
    try (var running = ssh.start("run", script)) {
      String container = containerOf(running);
      running.signal("KILL");
      awaitGone(container);
    }
  }

  @Test
  void aOneOffThatWaitsForInputIsEndedAndRemoved() {
    try (var running = world.ssh().command("run", "echo $DYNO; cat").readingPipe().start()) {
      String container = containerOf(running);
      running.signal("KILL");
      awaitGone(container);
    }
  }

  @Test
  void aOneOffThatWritesWithoutEndIsEndedAndRemoved() {
    Program program = world.ssh().command("run", "echo $DYNO; exec yes").writingPipe();
    try (var running = program.start();
        var out = running.stdout()) {
      var name = new StringBuilder();
      for (int next = out.read(); next != '\n'; next = out.read()) {
        name.append((char) next);
      }
      running.signal("KILL");
      awaitGone(world.app().name() + "." + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void withATerminalTheOneOffIsEndedAfterTheGrace() {
    world.app();
    Home home = Home.create(world.machine()).settings("run:\n  reattach-grace: 4s\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name()).withTerminal();
      String script = "echo; echo $DYNO; exec sleep 600";
      try (var running = ssh.command("run", script).readingPipe().start()) {
        String container = containerOf(running);
        running.signal("KILL");
        await("left alone during the grace")
            .during(UNTOUCHED)
            .atMost(GRACE)
            .until(() -> isRunning(container));
        await(container + " is gone")
            .atMost(GRACE.plus(GONE))
            .until(() -> !world.engine().has(container));
      }
    }
  }

  @Test
  void otherSessionsOfTheAppGoOn() {
    Ssh ssh = world.ssh();
    try (var killed = ssh.start("run", "echo $DYNO; exec sleep 600");
        var other = ssh.command("run", "echo $DYNO; cat").readingPipe().start()) {
      String container = containerOf(killed);
      containerOf(other);
      killed.signal("KILL");
      awaitGone(container);
      other.type("still here\n");
      other.closeInput();
      assertThat(other.end().out()).endsWith("still here\n");
    }
  }

  private void awaitGone(String container) {
    await(container + " is gone").atMost(GONE).until(() -> !world.engine().has(container));
  }

  private boolean isRunning(String container) {
    return world.engine().inspect(container).at("/State/Running").asBoolean();
  }

  /** The container of a session that has written its name on a line of its own. */
  private String containerOf(Running running) {
    await("name")
        .atMost(Machine.LIMIT)
        .failFast(running::mustBeAlive)
        .until(() -> running.outSoFar().matches("(?s).*run\\.[0-9]+\\s.*"));
    String name = running.outSoFar().replaceAll("(?s).*?(run\\.[0-9]+)\\s.*", "$1");
    assertThat(isRunning(world.app().name() + "." + name)).isTrue();
    return world.app().name() + "." + name;
  }
}
