package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wait}: the end of a one-off, with its code, whoever started it and however it ends. */
@InWorld
class WaitTest {
  private final World world;

  WaitTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 126, 127, 130, 137, 143, 255})
  void theCodeOfOneThatHasEndedIsThere(int code) {
    String name = detached("exit " + code);
    assertThat(world.ssh().run("wait", name).code()).isEqualTo(code);
    assertThat(world.ssh().run("wait", name).code()).isEqualTo(code);
  }

  @Test
  void whoWaitsLearnsTheEndOfOneThatAnotherClientIsAt() {
    try (var first = world.ssh().command("run", "echo $DYNO; cat; exit 3").readingPipe().start()) {
      first.awaitOutput("run.");
      String name = first.outSoFar().strip();
      try (var waiting = world.ssh().start("wait", name)) {
        first.closeInput();
        assertThat(waiting.end().code()).isEqualTo(3);
      }
      assertThat(first.end().code()).isEqualTo(3);
    }
  }

  @Test
  void oneThatIsStoppedEndsWithItsSignal() {
    String name = detached("exec sleep 600");
    try (var waiting = world.ssh().start("wait", name)) {
      world.ssh().run("stop", name).succeeded();
      assertThat(waiting.end().code()).isEqualTo(143);
    }
  }

  @Test
  void ctrlCEndsTheWaitAndNotTheOneOff() {
    String name = detached("exec sleep 600");
    try (var window = TerminalWindow.open(world.ssh().with("-t").command("wait", name), 80, 24)) {
      window.awaitScreen("Waiting for " + name);
      window.press("C-c");
      assertThat(window.awaitExit()).isEqualTo(130);
    }
    assertThat(
            world
                .engine()
                .inspect(world.app().name() + "." + name)
                .at("/State/Running")
                .asBoolean())
        .isTrue();
  }

  private String detached(String script) {
    String container = world.ssh().run("run", "-q", "--detach", script).succeeded().out().strip();
    return container.substring(world.app().name().length() + 1);
  }
}
