package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** One odd container on the engine keeps nobody out of all the others. */
@InWorld
class OddContainerTest {
  /** Writes long lines and counts them in a file, for as long as somebody takes them. */
  private static final String CHATTER =
      "line=$(printf %01000d 0); while i=$((i + 1)); do echo $i >/tmp/count; echo $line; done";

  private final World world;

  OddContainerTest(World world) {
    this.world = world;
    world.app();
  }

  @Test
  void aContainerThatAnotherOneLinks() {
    // The engine lists the names in order, and that of the link comes first.
    String linked = started("z-linked", Map.of(), List.of(), SampleApp.IDLE);
    List<String> link = List.of("--link", linked + ":db");
    String linking = started("a-linking", Map.of(), link, SampleApp.IDLE);
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      assertThat(gateway.ssh(world.app().name()).run("enter", "web.1", "true").code()).isZero();
    } finally {
      world.engine().docker("rm", "-f", linking, linked);
    }
  }

  @Test
  void aContainerOfWhichTheEngineIsSilent() throws IOException {
    String app = world.engine().named("silent");
    Map<String, String> labels =
        Map.of("hatchway.app", app, "hatchway.process", "web", "hatchway.number", "1");
    String container =
        started("silent-web", labels, List.of("--tty"), List.of("/bin/sh", "-c", CHATTER));
    var engine = UnixDomainSocketAddress.of(world.engine().socket());
    var stalled = SocketChannel.open(engine);
    try (stalled) {
      attach(stalled, container);
      await("its program waits to write")
          .during(Duration.ofSeconds(1))
          .atMost(Machine.LIMIT)
          .until(counts(container)::noMore);
      Program inspect = world.engine().dockerProgram(List.of("container", "inspect", container));
      try (var kill = world.engine().dockerProgram(List.of("kill", container)).start()) {
        await("silence").atMost(Machine.LIMIT).until(() -> isSilent(inspect));
        try (var gateway = TestGateway.start(Home.create(world.machine()))) {
          Ssh ssh = gateway.ssh(world.app().name());
          assertThat(ssh.run("enter", "web.1", "true").code()).isZero();
          assertThat(kill.isAlive()).isTrue();
          stalled.close();
          await("known again")
              .atMost(Machine.LIMIT)
              .until(() -> ssh.as(app).run("ps", "-a").out().contains("exited"));
        }
      }
    } finally {
      world.engine().docker("rm", "-f", container);
    }
  }

  /** A client that never reads what the container writes (moby#41827). */
  private static void attach(SocketChannel channel, String container) throws IOException {
    String request =
        """
        POST /v1.41/containers/%s/attach?stream=1&stdout=1 HTTP/1.1\r
        Host: docker\r
        Connection: Upgrade\r
        Upgrade: tcp\r
        Content-Length: 0\r
        \r
        """
            .formatted(container);
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  private Counts counts(String container) {
    return new Counts(world.engine(), container);
  }

  private static boolean isSilent(Program inspect) {
    try (var running = inspect.start()) {
      await().atMost(Duration.ofSeconds(2)).until(() -> !running.isAlive());
      return false;
    } catch (ConditionTimeoutException e) {
      return true;
    }
  }

  private String started(
      String name, Map<String, String> labels, List<String> options, List<String> program) {
    return SampleApp.started(
        world.engine(),
        world.engine().named(name),
        labels,
        options,
        world.images().busybox(),
        program);
  }

  /** What a container has counted up to. */
  private static final class Counts {
    private final TestEngine engine;
    private final String container;
    private String last = "";

    Counts(TestEngine engine, String container) {
      this.engine = engine;
      this.container = container;
    }

    boolean noMore() {
      String before = last;
      last = engine.tried("exec", container, "cat", "/tmp/count").out();
      return !last.isBlank() && last.equals(before);
    }
  }
}
