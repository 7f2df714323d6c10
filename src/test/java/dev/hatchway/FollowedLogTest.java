package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code logs}, above all with {@code --follow}, which has no end of its own. */
@InWorld
class FollowedLogTest {
  /** Enough for a session to notice its end on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final World world;

  FollowedLogTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @Test
  void itEndsWithTheProcess() {
    Result started = world.ssh().run("run", "-d", "echo first; sleep 2; echo last").succeeded();
    Result followed = world.ssh().run("logs", "-f", "-q", started.out().strip()).succeeded();
    assertThat(followed.out()).isEqualTo("first\nlast\n");
  }

  @Test
  void quietLinesHaveTheirTimeIfItIsAskedFor() {
    Result started = world.ssh().run("run", "-d", "echo first; sleep 1").succeeded();
    String name = started.out().strip();
    assertThat(world.ssh().run("logs", "-f", "-q", "--timestamps", name).succeeded().out())
        .matches("[0-9-]+T[0-9:.]+Z first\n");
    assertThat(world.ssh().run("logs", name).succeeded().out())
        .matches("[0-9-]+T[0-9:.]+Z app\\[run\\.[0-9]+\\]: first\n");
  }

  @Test
  void itEndsByCtrlCAtATerminal() {
    try (TestGateway gateway = TestGateway.start(Home.create(world.machine()));
        Running logs = following(gateway, "-tt", "-e", "none")) {
      logs.type("\003");
      assertThat(logs.endWithin(SOON).code()).isEqualTo(130);
    }
  }

  @Test
  void itEndsWithItsClientSoThatNothingHoldsUpTheGatewaysEnd() {
    try (TestGateway gateway = TestGateway.start(Home.create(world.machine()))) {
      try (Running logs = following(gateway)) {
        logs.signal("KILL");
      }
      gateway.terminate();
      await("the gateway's end").atMost(SOON).until(() -> !gateway.isAlive());
      assertThat(gateway.log()).doesNotContain("\tat ");
    }
  }

  /** A client that has seen a line of a process that goes on. */
  private Running following(TestGateway gateway, String... options) {
    Ssh ssh = gateway.ssh(world.app().name()).with(options);
    String name = ssh.with("-T").run("run", "-d", "echo begun; sleep 1000").succeeded().out();
    Running logs = ssh.command("logs", "-f", name.strip()).readingPipe().start();
    logs.awaitOutput("begun");
    return logs;
  }
}
