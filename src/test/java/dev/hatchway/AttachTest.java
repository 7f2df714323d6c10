package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach}: back to the program of a one-off, and {@code run --on-disconnect}. */
@InWorld
class AttachTest {
  private static final String NAME = "(?s).*?(run\\.[0-9]+)\\s.*";

  /** Says its name, then answers each line that it is told, and ends with 7 at the word "end". */
  private static final String ANSWERING =
      "echo $DYNO; while read line; do echo \"heard $line\"; [ $line = end ] && exit 7; done";

  private final World world;

  AttachTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @Test
  void severalSeeTheSameAndMayTypeAndAllEndWithItsCode() {
    try (var first = world.ssh().command("run", ANSWERING).readingPipe().start()) {
      String name = nameIn(first);
      first.type("before\n");
      first.awaitOutput("heard before");
      try (var second = world.ssh().command("attach", name).readingPipe().start()) {
        second.awaitOutput("heard before");
        second.type("from the second\n");
        first.awaitOutput("heard from the second");
        second.awaitOutput("heard from the second");
        first.type("end\n");
        assertThat(second.end().code()).isEqualTo(7);
      }
      Result ended = first.end();
      assertThat(ended.code()).isEqualTo(7);
      assertThat(ended.out())
          .isEqualTo(name + "\nheard before\nheard from the second\nheard end\n");
    }
  }

  @Test
  void anOnlookerSeesAllAndTypesNothing() {
    try (var first = world.ssh().command("run", ANSWERING).readingPipe().start()) {
      String name = nameIn(first);
      try (var onlooker =
          world.ssh().command("attach", name, "--read-only").readingPipe().start()) {
        onlooker.awaitOutput(name);
        onlooker.type("end\n");
        onlooker.closeInput();
        first.type("still here\n");
        onlooker.awaitOutput("heard still here");
        first.type("end\n");
        assertThat(onlooker.end().code()).isEqualTo(7);
      }
      assertThat(first.end().out()).doesNotContain("heard end\nheard end");
    }
  }

  @Test
  void theEndOfAGuestsInputIsNotTheEndOfThePrograms() {
    try (var first = world.ssh().command("run", ANSWERING).readingPipe().start()) {
      String name = nameIn(first);
      try (var guest = world.ssh().command("attach", name).readingPipe().start()) {
        guest.awaitOutput(name);
        guest.closeInput();
        first.type("after\n");
        guest.awaitOutput("heard after");
      }
      first.type("end\n");
      assertThat(first.end().code()).isEqualTo(7);
    }
  }

  @Test
  void aTerminalComesBackWithItsScreenAndTheSizeOfWhoCameBack() {
    Ssh ssh = world.ssh().with("-t");
    String name;
    try (var window =
        TerminalWindow.open(ssh.command("run", "--on-disconnect", "keep", "sh"), 90, 20)) {
      window.enter("echo; echo $DYNO said $((6 * 7))");
      window.awaitScreen("said 42");
      name = window.screen().replaceAll("(?s).*(run\\.[0-9]+) said 42.*", "$1");
    }
    try (var window = TerminalWindow.open(ssh.command("attach", name), 70, 25)) {
      window.awaitScreen("said 42");
      window.enter("stty size");
      window.awaitScreen("25 70");
      window.enter("exit 5");
      assertThat(window.awaitExit()).isEqualTo(5);
    }
  }

  @Test
  void whoComesBackWithinTheGraceKeepsItAlive() {
    Home home = Home.create(world.machine()).settings("run:\n  reattach-grace: 3s\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name());
      String name;
      try (var first = ssh.withTerminal().command("run", "echo $DYNO; cat").readingPipe().start()) {
        name = nameIn(first);
        first.signal("KILL");
      }
      String container = world.app().name() + "." + name;
      try (var back = ssh.withTerminal().command("attach", name).readingPipe().start()) {
        back.awaitOutput(name);
        await("longer than the grace")
            .during(Duration.ofSeconds(4))
            .atMost(Duration.ofSeconds(10))
            .until(() -> isRunning(container));
        back.type("hello\n");
        back.awaitOutput("hello");
        back.signal("KILL");
      }
      await("left for longer than the grace")
          .atMost(Duration.ofSeconds(20))
          .until(() -> !world.engine().has(container));
    }
  }

  @Test
  void aTerminalAtAProgramWithoutOneIsWrittenToAsATerminalNeedsIt() {
    String name = detached("echo one; echo two; sleep 600");
    Ssh ssh = world.ssh().with("-t");
    try (var window = TerminalWindow.open(ssh.command("attach", name), 80, 24)) {
      window.awaitScreen("one\ntwo");
      window.press("C-c");
      assertThat(window.awaitExit()).isEqualTo(130);
    }
    assertThat(isRunning(world.app().name() + "." + name)).isTrue();
  }

  @Test
  void aDetachedOneOffShowsItsPastAndItsPresent() {
    String name = detached("echo past; read line; echo present; exit 4");
    Result result = world.ssh().run("attach", name);
    assertThat(result.out()).isEqualTo("past\npresent\n");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void oneThatHasEndedShowsItsOutputOnItsStreamsAndItsCode() {
    String name = detached("echo out; echo err >&2; exit 9");
    assertThat(world.ssh().run("wait", name).code()).isEqualTo(9);
    Result result = world.ssh().run("attach", name);
    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err()).isEqualTo("err\n");
    assertThat(result.code()).isEqualTo(9);
  }

  @Test
  void oneThatHasEndedAndIsGoneSaysSoWithItsCode() {
    Result ended = world.ssh().run("run", "echo $DYNO; exit 6");
    world.engine().awaitNoOneOffs(world.app().name());
    String name = ended.out().strip();
    Result result = world.ssh().run("attach", name);
    assertThat(result.err()).isEqualTo("-----> " + name + " has ended and is gone\n");
    assertThat(result.code()).isEqualTo(6);
    assertThat(world.ssh().run("wait", name).code()).isEqualTo(6);
  }

  @Test
  void afterARestartOfTheGatewayTheTerminalComesBack() {
    Home home = Home.create(world.machine());
    String name;
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name());
      try (var first =
          ssh.withTerminal()
              .command("run", "--on-disconnect", "keep", "echo $DYNO; cat")
              .readingPipe()
              .start()) {
        name = nameIn(first);
      }
    }
    try (var gateway = TestGateway.start(home);
        var back =
            gateway
                .ssh(world.app().name())
                .withTerminal()
                .command("attach", name)
                .readingPipe()
                .start()) {
      back.awaitOutput(name);
      back.type("hello again\n");
      back.awaitOutput("hello again");
      world.engine().docker("kill", world.app().name() + "." + name);
      assertThat(back.end().code()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "wait"})
  void aProcessOfTheFormationIsNoOneOff(String verb) {
    Result result = world.ssh().run(verb, "web.1");
    assertThat(result.err()).contains("web.1 is not a one-off");
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "wait"})
  void anUnknownOneOffIsNamed(String verb) {
    Result result = world.ssh().run(verb, "run.999999");
    assertThat(result.err()).contains("no process run.999999 in " + world.app().name());
    assertThat(result.code()).isEqualTo(2);
  }

  private String detached(String script) {
    String container = world.ssh().run("run", "-q", "--detach", script).succeeded().out().strip();
    return container.substring(world.app().name().length() + 1);
  }

  private boolean isRunning(String container) {
    return world.engine().inspect(container).at("/State/Running").asBoolean();
  }

  private static String nameIn(Running running) {
    await("name")
        .atMost(Machine.LIMIT)
        .failFast(running::mustBeAlive)
        .until(() -> running.outSoFar().matches(NAME));
    return running.outSoFar().replaceAll(NAME, "$1");
  }
}
