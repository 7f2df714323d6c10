package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code SIGTERM} lets what runs come to its end, and nobody new in. */
@InWorld
class DrainTest {
  private static final String UNTIL_TOLD =
      "echo $DYNO; until [ -e /tmp/go ]; do sleep 0.1; done; echo the end; exit 42";

  private static final int FOLLOWERS = 8;

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
  void aGatewayThatIsStoppedAsSoonAsItIsReadyEndsWell() {
    Home home = Home.create(world.machine());
    try (var running = TestGateway.serve(home).start()) {
      while (!running.errSoFar().contains("listening on")) {
        running.mustBeAlive();
      }
      running.signal("TERM");
      assertThat(running.end().code()).isZero();
    }
  }

  /** Followers, because they have nothing to clean up that would delay the gateway's end. */
  @Test
  void theLastSessionsGetTheirExitStatus() {
    String name;
    List<Running> followers = new ArrayList<>();
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Ssh ssh = gateway.ssh(world.app().name());
      name = ssh.run("run", "-d", UNTIL_TOLD).succeeded().out().strip();
      String process = name.substring(world.app().name().length() + 1);
      for (int i = 0; i < FOLLOWERS; i++) {
        followers.add(ssh.start("logs", "-q", "-f", process));
      }
      followers.forEach(follower -> follower.awaitOutput(process));
      gateway.terminate();
      world.engine().docker("exec", name, "touch", "/tmp/go");
      assertThat(followers.stream().map(follower -> follower.end().code())).containsOnly(0);
      assertThat(gateway.end().code()).isZero();
    } finally {
      followers.forEach(Running::close);
    }
    world.engine().docker("rm", "-f", name);
  }

  @Test
  void aSecondSignalEndsWhatOnlyWaitsForItsClient() {
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Ssh sftp = gateway.ssh(world.app().name()).with("-s");
      try (var running = sftp.command("sftp").readingPipe().start()) {
        // The first packet of the protocol, of version 3, which is answered.
        running.type(new byte[] {0, 0, 0, 5, 1, 0, 0, 0, 3});
        await().atMost(Machine.LIMIT).until(() -> running.writtenSoFar() > 0);
        gateway.terminate();
        await().atMost(Machine.LIMIT).until(() -> gateway.log().contains("stopping"));
        assertThat(gateway.isAlive()).isTrue();
        gateway.terminate();
        await().atMost(Duration.ofSeconds(5)).until(() -> !gateway.isAlive());
      }
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
