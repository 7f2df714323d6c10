package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Line 9 of the contract: what happens to a container under the sessions that are at it. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndedUnderneathTest {
  private static final int FAILED = 125;
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  /** The promise, and what a busy machine needs. */
  private static final Duration SOON = Duration.ofSeconds(2).plusSeconds(2);

  /** Tells its name, and ends when it is told to. */
  private static final String PROGRAM = "echo $DYNO#; exec sleep 600";

  private final World world;
  private final OwnApp app;

  EndedUnderneathTest(World world) {
    this.world = world;
    this.app = OwnApp.in(world);
    app.start("web.1", "exec sleep 1000", "--init");
  }

  @AfterAll
  void close() {
    app.close();
  }

  /** What is done to a container, the code that its program ends with, and what is said of it. */
  static Stream<Arguments> harms() {
    return Stream.of(
        Arguments.of("stop", TERMINATED, "was stopped"),
        Arguments.of("kill", KILLED, "was killed"),
        Arguments.of("kill --signal TERM", TERMINATED, "was killed"),
        Arguments.of("rm --force", KILLED, "was removed"));
  }

  @ParameterizedTest
  @MethodSource("harms")
  void aOneOffEndsWithItsCodeAndTheReason(String harm, int code, String reason) {
    try (Running run = app.ssh().start("run", PROGRAM)) {
      String name = name(run);
      harm(harm, app.name() + "." + name);
      Result result = run.endWithin(SOON);
      assertThat(result.code()).isEqualTo(code);
      assertThat(result.err()).isEqualTo(" !     %s %s\n".formatted(name, reason));
      assertThat(result.out()).isEqualTo(name + "#\n");
    }
  }

  @ParameterizedTest
  @MethodSource("harms")
  void soDoTheTerminalsAndWaitsThatAreAtIt(String harm, int code, String reason) {
    try (Running run = app.ssh().withTerminal().command("run", PROGRAM).readingPipe().start()) {
      String name = name(run);
      try (Running attached = app.ssh().start("attach", name);
          Running waiting = app.ssh().start("wait", name);
          Running followed = app.ssh().start("logs", "-f", name)) {
        attached.awaitOutput(name);
        followed.awaitOutput(name);
        harm(harm, app.name() + "." + name);
        for (Running each : new Running[] {run, attached, waiting}) {
          Result result = each.endWithin(SOON);
          assertThat(result.code()).isEqualTo(code);
          assertThat(result.err()).contains(" !     %s %s".formatted(name, reason));
        }
        assertThat(followed.endWithin(SOON).err()).contains(name + " has ended");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"stop, was stopped", "kill, was killed", "rm --force, was removed"})
  void whoIsInAContainerIsToldWhatBecameOfIt(String harm, String reason) {
    String worker = app.start("worker.1", "exec sleep 1000", "--init");
    Program line = app.ssh().as(app.name() + "+worker.1").withTerminal().command(PROGRAM);
    try (Running enter = app.ssh().start("enter", "worker.1", PROGRAM);
        Running terminal = line.readingPipe().start()) {
      enter.awaitOutput("#");
      terminal.awaitOutput("#");
      harm(harm, worker);
      for (Running each : new Running[] {enter, terminal}) {
        Result result = each.endWithin(SOON);
        assertThat(result.err()).contains(" !     ").containsAnyOf("worker.1 " + reason, "removed");
        // The kernel kills what is in a container whose main program ends.
        assertThat(result.code()).isIn(KILLED, FAILED);
      }
    } finally {
      app.remove(worker);
    }
  }

  @Test
  void aContainerThatEndsByItselfIsSaidToHaveEnded() {
    String cron = app.start("cron.1", "until [ -e /tmp/go ]; do usleep 50000; done", "--init");
    try (Running enter = app.ssh().start("enter", "cron.1", "echo in; exec sleep 600")) {
      enter.awaitOutput("in");
      world.engine().docker("exec", cron, "touch", "/tmp/go");
      Result result = enter.endWithin(SOON);
      assertThat(result.code()).isEqualTo(KILLED);
      assertThat(result.err()).isEqualTo(" !     cron.1 ended while you were in it\n");
    } finally {
      app.remove(cron);
    }
  }

  @ParameterizedTest
  @CsvSource({"stop, was stopped", "kill, was killed"})
  void anotherSessionsCommandIsTheReasonToo(String verb, String reason) {
    try (Running run = app.ssh().start("run", PROGRAM)) {
      String name = name(run);
      app.ssh().run(verb, name).succeeded();
      Result result = run.endWithin(SOON);
      assertThat(result.code()).isIn(KILLED, TERMINATED);
      assertThat(result.err()).isEqualTo(" !     %s %s\n".formatted(name, reason));
    }
  }

  @Test
  void theOneOffOfAConnectionIsNoException() {
    Ssh shared = app.ssh().as(app.name() + "+run");
    try (Running run = shared.start("echo $DYNO#; exec sleep 600")) {
      String name = name(run);
      world.engine().docker("rm", "--force", app.name() + "." + name);
      Result result = run.endWithin(SOON);
      assertThat(result.code()).isIn(KILLED, FAILED);
      assertThat(result.err()).contains(" !     ").contains("removed");
    }
  }

  @Test
  void whatTheProgramWroteComesBeforeTheReason() {
    String script = "trap 'seq 1 20000; exit 143' TERM; echo $DYNO#; while :; do sleep 1; done";
    try (Running run = app.ssh().start("run", script + " 2>&1")) {
      String name = name(run);
      world.engine().docker("stop", app.name() + "." + name);
      Result result = run.endWithin(SOON);
      assertThat(result.out()).endsWith("\n20000\n");
      assertThat(result.err()).isEqualTo(" !     %s was stopped\n".formatted(name));
    }
  }

  @ParameterizedTest
  @CsvSource({"kill -TERM $$, 143", "kill -KILL $$, 137", "exit 143, 143", "exit 137, 137"})
  void aProgramThatEndsSoByItselfAccusesNobody(String script, int code) {
    for (String verb : new String[] {"run", "enter web.1"}) {
      Result result = app.ssh().run(verb, script);
      assertThat(result.code()).isEqualTo(code);
      assertThat(result.err()).isEmpty();
    }
  }

  @Test
  void norDoesAnInterruptOfTheSession() {
    try (Running run = app.ssh().withTerminal().command("run", PROGRAM).readingPipe().start()) {
      name(run);
      run.type("\003");
      Result result = run.endWithin(SOON);
      assertThat(result.code()).isEqualTo(130);
      assertThat(result.err()).doesNotContain(" !     ");
    }
  }

  private void harm(String harm, String container) {
    world.engine().docker((harm + " " + container).split(" "));
  }

  private static String name(Running run) {
    run.awaitOutput("#");
    return run.outSoFar().lines().findFirst().orElse("").replace("#", "");
  }
}
