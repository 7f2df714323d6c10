package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines 5 and 6 of the contract: terminals. */
@InWorld
class TerminalTest {
  private final World world;

  TerminalTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void theSizeIsRightBeforeAnythingIsTyped(String verb) {
    // An engine below API 1.42 takes the first size only once the program has started.
    try (var window = TerminalWindow.open(onTerminal(verb, "sleep 0.5; stty size"), 91, 31)) {
      window.awaitScreen("31 91");
      assertThat(window.awaitExit()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.2"})
  void theSizeIsRightAtTheFirstPromptOfAShell(String verb) {
    try (var window = TerminalWindow.open(onTerminal(verb), 83, 27)) {
      window.enter("echo size is $(stty size)");
      window.awaitScreen("size is 27 83");
      window.enter("exit 42");
      assertThat(window.awaitExit()).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void everyResizeArrivesInOrder(String verb) {
    String script = "trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done";
    try (var window = TerminalWindow.open(onTerminal(verb, script), 90, 40)) {
      window.awaitScreen("ready");
      for (int step = 1; step <= 5; step++) {
        window.resize(90 - step, 40 - step);
        window.awaitScreen((40 - step) + " " + (90 - step));
      }
      assertThat(window.screen().lines().filter(line -> line.matches("3[0-9] 8[0-9]")))
          .containsExactly("39 89", "38 88", "37 87", "36 86", "35 85");
      window.press("C-c");
      assertThat(window.awaitExit()).isEqualTo(130);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void theKindOfTerminalIsTheClients(String verb) {
    try (var window = TerminalWindow.open(onTerminal(verb, "echo $TERM"), 80, 24)) {
      window.awaitScreen(TerminalWindow.TERM);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void noByteIsEatenAndNothingIsEchoed(String verb) {
    byte[] bytes =
        HexFormat.of().parseHex("1011" + "1010" + "00" + "ff" + "03041a1c7f0d0a" + "7e2e");
    String script = "stty raw -echo; printf ready; head -c " + bytes.length + " | od -v -An -tx1";
    try (var running = withTerminal().command(verb, script).readingPipe().start()) {
      running.awaitOutput("ready");
      running.type(bytes);
      Result result = running.end();
      String shown = result.out().substring(result.out().indexOf("ready") + "ready".length());
      assertThat(shown.replaceAll("\\s", "")).isEqualTo(HexFormat.of().formatHex(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void noCarriageReturnIsAddedToWhatTheTerminalWrites(String verb) {
    assertThat(withTerminal().run(verb, "stty raw; printf 'a\\nb\\n'").out()).isEqualTo("a\nb\n");
    assertThat(withTerminal().run(verb, "printf 'a\\nb\\n'").out()).isEqualTo("a\r\nb\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aTerminalThatStartsWithALowByteArrivesAsItIs(String verb) {
    Result result = withTerminal().run(verb, "stty raw; printf '\\001\\000\\000\\000\\002x'");
    assertThat(result.bytes()).isEqualTo(new byte[] {1, 0, 0, 0, 2, 'x'});
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void thereIsATerminalOnlyIfTheClientAskedForOne(String verb) {
    String script = "for i in 0 1 2; do [ -t $i ] && printf yes || printf no; done";
    assertThat(world.ssh().run(verb, script).out()).isEqualTo("nonono");
    assertThat(withTerminal().run(verb, script).out()).isEqualTo("yesyesyes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aShellWithoutATerminalSaysHowToGetOne(String verb) {
    Result result = world.ssh().command(verb).reading("echo it runs; exit 42\n").run();
    assertThat(result.out()).isEqualTo("it runs\n");
    assertThat(result.err()).contains("ssh -t");
    assertThat(result.code()).isEqualTo(42);
  }

  @Test
  void aProgramWithoutATerminalIsToldNothing() {
    assertThat(world.ssh().run("run", "true").err()).isEmpty();
    assertThat(world.ssh().run("enter", "web.1", "true").err()).isEmpty();
  }

  @Test
  void outputThatFollowsTheEndOfTheClientsInputIsKept() {
    Program program = withTerminal().command("run", "sleep 1; echo later").reading(new byte[0]);
    assertThat(program.run().out()).contains("later");
  }

  private Ssh withTerminal() {
    return world.ssh().withTerminal();
  }

  private Program onTerminal(String... words) {
    return world.ssh().with("-t").command(words);
  }
}
