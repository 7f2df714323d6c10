package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code bin/demo}, from its start to the removal of all that it made. */
@InWorld
class DemoTest {
  /**
   * It has an engine and a jar already: an image, a gateway and two containers are left to start.
   */
  private static final Duration READY = Duration.ofSeconds(60);

  private final World world;
  private final Path home;
  private final String app;
  private final int port;

  DemoTest(World world) throws IOException {
    this.world = world;
    this.home = world.machine().folder("demo");
    this.app = world.engine().named("demo");
    this.port = freePort();
    // The build has just made the jar, which may keep its time if nothing in it changed.
    Files.setLastModifiedTime(Path.of("target/hatchway.jar"), FileTime.from(Instant.now()));
  }

  @Test
  void everyLineThatItPrintsWorksAndStopLeavesNothing() {
    try (Running demo = serve().start()) {
      try {
        await("lines to try")
            .atMost(READY)
            .failFast(demo::mustBeAlive)
            .until(() -> demo.outSoFar().contains(" help\n"));
        String outputs = pasteAll(demo.outSoFar());
        assertThat(outputs)
            .contains("web.1", "worker.1", "GREETING=hello", "job 1 is done", "hosts");
        Result second = serve().run().succeeded();
        assertThat(second.err()).contains("already runs");
        assertThat(second.out()).isEqualTo(demo.outSoFar());
      } finally {
        demo("--stop").run().succeeded();
      }
      assertThat(demo.end().code()).isZero();
    }
    assertThat(world.engine().tried("ps", "-aq", "--filter", "label=hatchway.app=" + app).out())
        .isEmpty();
    assertThat(home.resolve("var/demo")).doesNotExist();
    assertThat(Home.read(home.resolve("keys/authorized_keys"))).isEmpty();
    assertThat(demo("--stop").run().err()).contains("no demo");
  }

  @Test
  void aPortThatIsTakenIsNamedBeforeAnythingIsMade() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String number = Integer.toString(taken.getLocalPort());
      Result result = demo("--port", number).run();
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("port " + number + " is taken");
    }
    assertThat(home.resolve("keys")).doesNotExist();
  }

  /** Pastes the printed lines one after the other, and returns what they wrote. */
  private String pasteAll(String printed) {
    List<String> lines =
        printed.lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
    assertThat(lines.getFirst()).isEqualTo("cd " + home);
    assertThat(lines).hasSizeGreaterThan(8);
    return lines.stream().skip(1).map(this::paste).collect(Collectors.joining());
  }

  private String paste(String line) {
    // A shell in a terminal that is typed into.
    boolean terminal = line.contains(" -t ");
    String typed = line.replace(" -t ", " -tt ");
    Result result =
        world
            .machine()
            .program("bash", "-c", "cd '%s' && set -o pipefail && %s".formatted(home, typed))
            .reading(terminal ? "exit\n" : "")
            .run();
    assertThat(result.code()).as("%s%n%s", line, result).isZero();
    return result.out();
  }

  private Program serve() {
    return demo("--port", Integer.toString(port), "--app", app);
  }

  /** The demo of somebody without keys, in a home of its own. */
  private Program demo(String... options) {
    List<String> words = new ArrayList<>(List.of("bin/demo", "--home", home.toString()));
    words.addAll(Stream.of(options).toList());
    return world
        .machine()
        .program(words)
        .with("HOME", home.toString())
        .with("SSH_AUTH_SOCK", "")
        .with("JAVA_HOME", System.getProperty("java.home"));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
