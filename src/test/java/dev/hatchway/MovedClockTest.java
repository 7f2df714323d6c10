package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of the machine, forward and back: nothing is due because of that. */
@InWorld
class MovedClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world;
  private final Path shift;

  MovedClockTest(World world) {
    this.world = world;
    this.shift = world.machine().newFile("clock");
  }

  @Test
  void anHourForwardAndBackEndsNothingAndNewOnesHaveTheirTime() {
    String app = world.app().name();
    move(Duration.ZERO);
    Home home = Home.create(world.machine()).settings("run: {retention: 30m}\n");
    try (var gateway = TestGateway.start(home, MovedClockGateway.program(home, shift))) {
      Ssh ssh = gateway.ssh(app);
      String ended = detached(ssh, "--ttl", "30m", "exit 3");
      String running = detached(ssh, "--ttl", "30m", "exec sleep 600");
      Program terminal =
          ssh.withTerminal().command("run", "--ttl", "30m", "--idle", "30m", "exec cat");
      try (var attached = terminal.readingPipe().start()) {
        attached.type("before\n");
        attached.awaitOutput("before");
        assertThat(ssh.run("wait", process(ended)).code()).isEqualTo(3);
        for (Duration time : List.of(HOUR, HOUR.negated())) {
          move(time);
          assertThat(ssh.run("run", "exit 5").code()).isEqualTo(5);
          // When it has ended one in time it has looked at all others, too.
          String timed = detached(ssh, "--ttl", "2s", "exec sleep 600");
          assertThat(ssh.run("wait", process(timed)).code()).isEqualTo(124);
          assertThat(world.engine().has(ended)).isTrue();
          assertThat(world.engine().inspect(running).at("/State/Running").asBoolean()).isTrue();
          attached.type(time + "\n");
          attached.awaitOutput(time.toString());
          world.engine().docker("rm", timed);
        }
        attached.type("\u0004");
        assertThat(attached.end().code()).isZero();
      }
      world.engine().docker("rm", "-f", ended, running);
    }
  }

  private void move(Duration time) {
    try {
      // In one step: the gateway may read it at any moment.
      Path fresh = world.machine().file("time", time.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, shift, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String detached(Ssh ssh, String... words) {
    return ssh.run("run -q -d " + String.join(" ", words)).succeeded().out().strip();
  }

  private String process(String container) {
    return container.substring(world.app().name().length() + 1);
  }
}
