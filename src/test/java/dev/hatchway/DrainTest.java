package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code SIGTERM} lets what runs come to its end, and nobody new in. */
@InWorld
class DrainTest {
  private static final String UNTIL_TOLD =
      "echo $DYNO; until [ -e /tmp/go ]; do sleep 0.1; done; echo the end; exit 42";

  private final World world;

  DrainTest(World world) {
    this.world = world;
    world.app();
  }

  @Test
  void anIdleGatewayEndsAtOnce() {
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      gateway.terminate();
      assertThat(gateway.end().code()).isZero();
    }
  }

  @Test
  void aSessionComesToItsEndWhileNewLoginsAreRefused() {
    try (var gateway = TestGateway.start(Home.create(world.machine()));
        var running = gateway.ssh(world.app().name()).start("run", UNTIL_TOLD)) {
      running.awaitOutput("\n");
      String container = world.app().name() + "." + running.outSoFar().strip();
      gateway.terminate();
      await()
          .atMost(Machine.LIMIT)
          .until(() -> gateway.ssh(world.app().name()).run("run", "true").code() == 255);
      assertThat(running.isAlive()).isTrue();
      world.engine().docker("exec", container, "touch", "/tmp/go");
      Result result = running.end();
      assertThat(result.out()).endsWith("the end\n");
      assertThat(result.code()).isEqualTo(42);
      assertThat(gateway.end().code()).isZero();
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void aTerminalIsTold() {
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Ssh ssh = gateway.ssh(world.app().name()).withTerminal();
      try (var running = ssh.command("run", UNTIL_TOLD).readingPipe().start()) {
        running.awaitOutput("\n");
        String container = world.app().name() + "." + running.outSoFar().strip();
        long before = running.writtenSoFar();
        gateway.terminate();
        await("told").atMost(Duration.ofSeconds(5)).until(() -> running.writtenSoFar() > before);
        world.engine().docker("exec", container, "touch", "/tmp/go");
        assertThat(running.end().code()).isEqualTo(42);
      }
      assertThat(gateway.end().code()).isZero();
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void aDetachedOneOffIsLeftRunning() {
    String name;
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Result result = gateway.ssh(world.app().name()).run("run", "-d", "sleep", "600");
      name = result.succeeded().out().strip();
      gateway.terminate();
      assertThat(gateway.end().code()).isZero();
    }
    assertThat(world.engine().inspect(name).at("/State/Running").asBoolean()).isTrue();
    world.engine().docker("rm", "-f", name);
  }
}
