package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long the container of a one-off stays when it has ended: {@code --keep} and settings. */
@InWorld
class RetentionTest {
  /** The retention of 8 s, and two looks of the gateway. */
  private static final Duration GONE = Duration.ofSeconds(40);

  private final World world;

  RetentionTest(World world) {
    this.world = world;
  }

  /** In one test, since all of them take the same time. */
  @Test
  void whatHasEndedStaysForItsTimeAndNoLonger() {
    String app = world.app().name();
    Home home = Home.create(world.machine()).settings("run: {retention: 8s}\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app);
      String detached = ssh.run("run -q -d echo past; exit 3").succeeded().out().strip();
      String attached = app + "." + ssh.run("run --keep=8s echo $DYNO; exit 4").out().strip();
      String kept = app + "." + ssh.run("run --keep echo $DYNO").out().strip();
      String longer = app + "." + ssh.run("run --keep=1h echo $DYNO; exit 5").out().strip();
      assertThat(world.engine().has(attached)).isTrue();
      assertThat(ssh.run("logs", process(detached)).out()).contains(": past");
      for (String name : new String[] {detached, attached}) {
        await(name + " is gone").atMost(GONE).until(() -> !world.engine().has(name));
      }
      assertThat(ssh.run("wait", process(detached)).code()).isEqualTo(3);
      assertThat(ssh.run("wait", process(attached)).code()).isEqualTo(4);
      assertThat(ssh.run("wait", process(longer)).code()).isEqualTo(5);
      assertThat(world.engine().has(kept)).isTrue();
      world.engine().docker("rm", kept, longer);
    }
  }

  private String process(String container) {
    return container.substring(world.app().name().length() + 1);
  }
}
