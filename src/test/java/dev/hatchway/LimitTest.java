package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time limits of one-offs that somebody is at: {@code --ttl} and {@code --idle}. */
@InWorld
class LimitTest {
  private final World world;

  LimitTest(World world) {
    this.world = world;
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void oneWhoseTimeIsUpEndsWith124AndSaysSo() {
    Result result = world.ssh().run("run", "--ttl", "1s", "trap '' TERM HUP; sleep 600");
    assertThat(result.err()).contains("has run for 1s, and is ended");
    assertThat(result.code()).isEqualTo(124);
  }

  @Test
  void oneThatEndsBeforeItsTimeHasItsOwnCode() {
    assertThat(world.ssh().run("run", "--ttl", "30s", "exit", "9").code()).isEqualTo(9);
  }

  @Test
  void aTerminalIsWarnedBeforeItsTimeIsUp() {
    Ssh ssh = world.ssh().withTerminal();
    try (var running = ssh.command("run", "--ttl", "4s", "cat").readingPipe().start()) {
      Result result = running.end();
      assertThat(result.err()).containsPattern("run\\.[0-9]+ is ended in [0-9]s");
      assertThat(result.err()).contains("has run for 4s, and is ended");
      assertThat(result.code()).isEqualTo(124);
    }
  }

  @Test
  void aSilentTerminalIsWarnedAndEnded() {
    Ssh ssh = world.ssh().withTerminal();
    try (var running = ssh.command("run", "--idle", "3s", "cat").readingPipe().start()) {
      Result result = running.end();
      assertThat(result.err()).contains("is ended in").contains("for 3s, and is ended");
      assertThat(result.code()).isEqualTo(124);
    }
  }

  @Test
  void inputIsLifeAndSoIsOutput() {
    Ssh ssh = world.ssh().withTerminal();
    try (var running = ssh.command("run", "--idle", "3s", "cat; exit 5").readingPipe().start()) {
      running.awaitOutput("");
      for (int i = 0; i < 5; i++) {
        String word = "word" + i;
        running.type(word + "\n");
        running.awaitOutput(word);
        await().during(java.time.Duration.ofSeconds(1)).until(running::isAlive);
      }
      running.type("\u0004");
      assertThat(running.end().code()).isEqualTo(5);
    }
    String printing = "for i in 1 2 3 4 5 6; do echo $i; sleep 1; done; exit 8";
    assertThat(ssh.run("run", "--idle", "3s", printing).code()).isEqualTo(8);
  }

  @Test
  void aDetachedOneIsEndedInTimeToo() {
    Ssh ssh = world.ssh();
    String name =
        ssh.run("run", "-q", "-d", "--ttl", "2s", "exec sleep 600").succeeded().out().strip();
    String process = name.substring(world.app().name().length() + 1);
    assertThat(ssh.run("wait", process).code()).isEqualTo(124);
    assertThat(world.engine().inspect(name).at("/State/Running").asBoolean()).isFalse();
    assertThat(ssh.run("wait", process).code()).isEqualTo(124);
    world.engine().docker("rm", "-f", name);
  }

  @Test
  void whoIsThereTooAndWhoWaitsGetTheSameCode() {
    Ssh ssh = world.ssh();
    String script = "echo $DYNO; trap 'exit 9' HUP TERM; while :; do sleep 0.1; done";
    Program program = ssh.withTerminal().command("run", "--ttl", "6s", script);
    try (var first = program.readingPipe().start()) {
      first.awaitOutput("run.");
      String name = first.outSoFar().strip();
      try (var second = ssh.start("attach", name);
          var waiting = ssh.start("wait", name)) {
        Result end = second.end();
        assertThat(end.err()).contains("has run for 6s").doesNotContain("is ended in");
        assertThat(end.code()).isEqualTo(124);
        assertThat(waiting.end().code()).isEqualTo(124);
      }
      assertThat(first.end().err()).contains("is ended in");
      assertThat(first.end().code()).isEqualTo(124);
    }
  }

  @Test
  void idleZeroLetsATerminalBeSilent() {
    world.app();
    Home home = Home.create(world.machine()).settings("run: {idle: 1s}\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name()).withTerminal();
      assertThat(ssh.run("run", "trap 'exit 1' HUP; sleep 3; exit 4").code()).isEqualTo(124);
      assertThat(ssh.run("run", "--idle", "0", "sleep 3; exit 4").code()).isEqualTo(4);
    }
  }

  @Test
  void withoutATerminalSilenceIsNoReason() {
    assertThat(world.ssh().run("run", "--idle", "1s", "sleep 3; exit 4").code()).isEqualTo(4);
  }
}
