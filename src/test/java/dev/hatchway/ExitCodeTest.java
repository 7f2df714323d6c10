package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines 7 and 8 of the contract: how a program ended. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExitCodeTest {
  /** Programs by the code that they end with. */
  private static final Map<Integer, String> PROGRAMS =
      Map.of(
          0, "true",
          1, "false",
          42, "exit 42",
          126, "/etc/passwd",
          127, "no-such-program",
          130, "kill -INT $$",
          137, "kill -KILL $$",
          143, "kill -TERM $$");

  private final World world;

  ExitCodeTest(World world) {
    this.world = world;
  }

  static Stream<Arguments> programs() {
    return PROGRAMS.keySet().stream()
        .sorted()
        .flatMap(code -> Stream.of("run", "enter web.1").map(verb -> Arguments.of(code, verb)));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theExitCodeIsThePrograms(int code, String verb) {
    assertThat(world.ssh().run(verb, program(code)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theExitCodeIsTheProgramsWithATerminal(int code, String verb) {
    assertThat(world.ssh().withTerminal().run(verb, program(code)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aShellsOwnCodesForMissingProgramsAreKept(String verb) {
    assertThat(world.ssh().run(verb, "no-such-program; exit $?").code()).isEqualTo(127);
    assertThat(world.ssh().run(verb, "/etc/passwd; exit $?").code()).isEqualTo(126);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aMissingProgramIsNamedOnStandardErrorOnly(String verb) {
    Result result = world.ssh().run(verb, "no-such-program", "word");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith(" !     ").contains("no-such-program");
    assertThat(result.code()).isEqualTo(127);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aFileThatIsNoProgramIsNamedOnStandardErrorOnly(String verb) {
    Result result = world.ssh().run(verb, "/etc/passwd");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith(" !     ").contains("/etc/passwd");
    assertThat(result.code()).isEqualTo(126);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void anInterruptFromTheKeyboardEndsTheProgram(String verb) {
    Program program = world.ssh().withTerminal().command(verb, "echo ready; exec sleep 600");
    try (var running = program.readingPipe().start()) {
      running.awaitOutput("ready");
      running.type("\003");
      assertThat(running.end().code()).isEqualTo(130);
    }
  }

  @Test
  void aOneOffThatRunsOutOfMemorySaysSo() {
    Result result = world.ssh().run("run", "--memory", "16m", "tail", "/dev/zero");
    assertThat(result.err()).contains("out of memory");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(137);
  }

  @Test
  void aCommandThatRunsOutOfTheMemoryOfItsContainerSaysSo() {
    Result result = world.ssh().run("enter", "worker.1", "tail", "/dev/zero");
    assertThat(result.err()).contains("out of memory");
    assertThat(result.code()).isEqualTo(137);
    assertThat(world.engine().inspect(world.app().container("worker", 1)).at("/State/Running"))
        .hasToString("true");
  }

  @Test
  void whatWasWrittenBeforeTheMemoryRanOutIsNotLost() {
    String script = "seq 1 50000; exec tail /dev/zero";
    Ssh terminal = world.ssh().withTerminal();
    for (Result result :
        List.of(
            world.ssh().run("run", "--memory", "16m", script),
            terminal.run("run", "--memory", "16m", script),
            terminal.run("enter", "worker.1", script))) {
      assertThat(result.out().lines()).hasSize(50_000);
      assertThat(result.out().strip()).endsWith("\n50000");
      assertThat(result.err()).contains(" !     out of memory");
      assertThat(result.code()).isEqualTo(137);
    }
  }

  @Test
  void whoeverIsAttachedIsToldOfTheLackOfMemoryToo() {
    String script = "until [ -e /tmp/go ]; do usleep 50000; done; exec tail /dev/zero";
    String oneOff = world.ssh().run("run", "--detach", "--memory", "16m", script).out().strip();
    String name = oneOff.substring(oneOff.indexOf(".run.") + 1);
    try (Running attached = world.ssh().start("attach", name);
        Running waiting = world.ssh().start("wait", name)) {
      await("attached").atMost(Machine.LIMIT).until(() -> processes().contains("\"attached\":1"));
      world.engine().docker("exec", oneOff, "touch", "/tmp/go");
      for (Running each : List.of(attached, waiting)) {
        Result result = each.end();
        assertThat(result.err()).isEqualTo(" !     out of memory\n");
        assertThat(result.code()).isEqualTo(137);
      }
    } finally {
      world.engine().docker("rm", "--force", oneOff);
    }
  }

  @Test
  void aProgramThatIsKilledForAnotherReasonIsNotSaidToLackMemory() {
    List<String> verbs = List.of("run", "enter worker.1");
    for (String verb : verbs) {
      Result result = world.ssh().run(verb, "kill -KILL $$");
      assertThat(result.err()).doesNotContain("memory");
      assertThat(result.code()).isEqualTo(137);
    }
  }

  @AfterAll
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  private String processes() {
    return world.ssh().run("ps", "-a", "--format", "json").out().replace(" ", "");
  }

  private static String program(int code) {
    String program = PROGRAMS.get(code);
    if (program == null) {
      throw new IllegalArgumentException("no program for " + code);
    }
    return program;
  }
}
