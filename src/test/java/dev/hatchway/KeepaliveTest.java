package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lines 4 and 10 of the contract, for a client that stands still: how long it may, and why. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepaliveTest {
  private static final String SETTINGS =
      "limits: {keepalive: 1s, keepalive-count: 3}\nrun: {reattach-grace: 2s}\n";

  /** Three questions after a second of silence, each with a second to answer it. */
  private static final Duration FOUND = Duration.ofSeconds(5);

  /** Less than that: one question may stay without an answer. */
  private static final Duration SHORT = Duration.ofMillis(1_500);

  private static final Duration GONE = FOUND.plusSeconds(15);

  /** Far more than all buffers on the way. */
  private static final int MUCH = 20_000_000;

  private final World world;
  private final TestGateway gateway;
  private final Ssh ssh;

  KeepaliveTest(World world) {
    this.world = world;
    this.ssh = start(world).ssh(world.app().name());
    this.gateway = ssh.gateway();
  }

  private static TestGateway start(World world) {
    world.app();
    return TestGateway.start(Home.create(world.machine()).settings(SETTINGS));
  }

  @AfterAll
  void nothingIsLeft() {
    try (gateway) {
      world.engine().awaitNoOneOffs(world.app().name());
      // What the library says of every login is left out, also under the name of a class of ours.
      assertThat(gateway.log()).doesNotContain("authenticated");
    }
  }

  @Test
  void aClientThatIsStoppedIsTakenToBeGone() {
    String script = "echo $DYNO; trap 'exit 1' TERM; while :; do sleep 0.1; done";
    try (var running = ssh.start("run", script)) {
      running.awaitOutput("run.");
      String container = world.app().name() + "." + running.outSoFar().strip();
      running.signal("STOP");
      await(container).atMost(GONE).until(() -> !world.engine().has(container));
      running.signal("CONT");
      assertThat(running.end().code()).isEqualTo(255);
    }
  }

  @Test
  void aClientThatStandsStillForAMomentLosesNothing() {
    String counting = "i=0; while [ $i -lt 40 ]; do echo $i; sleep 0.1; i=$((i+1)); done; exit 7";
    try (var running = ssh.start("run", counting)) {
      running.awaitOutput("0\n");
      running.signal("STOP");
      await().pollDelay(SHORT).until(() -> true);
      running.signal("CONT");
      Result result = running.end();
      assertThat(result.out().lines()).hasSize(40).startsWith("0").endsWith("39");
      assertThat(result.code()).isEqualTo(7);
    }
  }

  @Test
  void aClientThatTakesNothingButAnswersLivesOn() throws IOException {
    String script = "head -c %d /dev/zero; exit 9".formatted(MUCH);
    try (var running = ssh.command("run", script).writingPipe().start();
        InputStream out = running.stdout()) {
      await().during(FOUND.plus(SHORT)).atMost(GONE).until(running::isAlive);
      assertThat(out.readAllBytes()).hasSize(MUCH);
      assertThat(running.end().code()).isEqualTo(9);
    }
  }

  @Test
  void aClientThatSaysNothingButAnswersLivesOn() {
    try (var running =
        ssh.withTerminal().command("run", "echo $DYNO; exec sleep 6").readingPipe().start()) {
      running.awaitOutput("run.");
      assertThat(running.end().code()).isZero();
    }
  }
}
