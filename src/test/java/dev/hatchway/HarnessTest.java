package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the other tests stand on does what it says, without any gateway. */
@InWorld
class HarnessTest {
  private final World world;

  HarnessTest(World world) {
    this.world = world;
  }

  @Test
  void theSampleAppRunsAsComposeStartsIt() {
    SampleApp app = world.app();
    assertThat(world.engine().docker("exec", app.container("web", 2), "id", "-u"))
        .isEqualTo("1000");
    assertThat(
            world
                .engine()
                .docker(
                    "exec",
                    app.container("worker", 1),
                    "wget",
                    "-qO-",
                    "http://web:8080/index.html"))
        .isEqualTo("hello from web");
  }

  @Test
  void theBareImageHasNoShell() {
    String container = world.others().bareContainer();
    assertThat(world.engine().tried("exec", container, "/bin/true").code()).isZero();
    assertThat(world.engine().tried("exec", container, "/bin/sh", "-c", "true").code()).isNotZero();
  }

  @Test
  void theBashImageTellsWhichShellWasStarted() {
    String container = world.others().ownContainer();
    assertThat(world.engine().docker("exec", container, "bash", "-c", "echo $SHELL_IS"))
        .isEqualTo("bash");
  }

  @Test
  void imagesHandTheirLabelOnToContainers() {
    String name = world.engine().named("labelled");
    world.engine().docker("create", "--name", name, world.images().busybox());
    assertThat(world.engine().docker("ps", "-aq", "--filter", "label=" + world.engine().label()))
        .contains(world.engine().inspect(name).get("Id").asText().substring(0, 12));
    world.engine().docker("rm", name);
  }

  @Test
  void theProxyForwardsUntilItIsTakenAway() {
    Path socket = world.machine().newFile("proxy.sock");
    Program info =
        world
            .engine()
            .dockerProgram(List.of("version", "--format", "{{.Server.Version}}"))
            .with("DOCKER_HOST", EngineProxy.host(socket));
    try (var proxy = EngineProxy.start(world.engine().socket(), socket)) {
      assertThat(info.run().succeeded().out()).isNotBlank();
      assertThat(proxy.accepted()).isPositive();
    }
    assertThat(info.run().code()).isNotZero();
    assertThat(Files.exists(socket)).isFalse();
  }

  @Test
  void theTerminalWindowHasASizeThatChanges() {
    Program shell = world.machine().program("sh", "-c", "stty size; read line; stty size; exit 42");
    try (var window = TerminalWindow.open(shell, 91, 31)) {
      window.awaitScreen("31 91");
      window.resize(77, 22);
      window.enter("");
      window.awaitScreen("22 77");
      assertThat(window.awaitExit()).isEqualTo(42);
    }
  }

  @Test
  void theDigestOfNumbersIsThatOfSeq() {
    Program seq = world.machine().program("sh", "-c", "seq 1 123456 | tr '\\n' ' '");
    assertThat(Digest.ofNumbersUpTo(123_456)).isEqualTo(seq.run().sha256());
  }
}
