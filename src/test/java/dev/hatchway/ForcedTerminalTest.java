package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run --tty} and {@code --no-tty}: a terminal that the client has not asked SSH for. */
@InWorld
class ForcedTerminalTest {
  private static final String KIND = "test -t 0 && echo terminal || echo none";

  private final World world;

  ForcedTerminalTest(World world) {
    this.world = world;
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tty", "--force-tty"})
  void theProgramHasATerminalThoughTheClientHasNone(String option) {
    Result result = world.ssh().run("run", option, "sleep 0.5; tty; stty size; echo $TERM");
    assertThat(result.out()).isEqualTo("/dev/pts/0\r\n24 80\r\nxterm\r\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void itIsTypedIntoLikeAnyOther() {
    Program shell = world.ssh().command("run", "--tty", "sh");
    Result result = shell.reading("echo I am $((6*7))\nexit 42\n").run();
    assertThat(result.out()).contains("I am 42\r\n");
    // It has a prompt, so nobody needs to be told that it has none.
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isEqualTo(42);
  }

  @Test
  void whatTheGatewaySaysStaysWithoutCarriageReturns() {
    Result result = world.ssh().run("run", "--tty", "no-such-program");
    assertThat(result.err()).startsWith(" !     no-such-program: not found").endsWith("\n");
    assertThat(result.err()).doesNotContain("\r");
    assertThat(result.code()).isEqualTo(127);
  }

  @Test
  void withoutOneTheStreamsStayApartThoughTheClientHasATerminal() {
    Result result =
        world.ssh().withTerminal().run("run", "--no-tty", "-q", KIND + "; echo apart >&2");
    // The client's own terminal is raw, and returns the carriage only if it is told.
    assertThat(result.out()).isEqualTo("none\r\n");
    assertThat(result.err()).isEqualTo("apart\r\n");
  }

  @Test
  void whoWantsNoTerminalIsNotToldToAskForOne() {
    assertThat(world.ssh().command("run", "--no-tty", "sh").reading("echo hi\n").run())
        .satisfies(
            result -> {
              assertThat(result.out()).isEqualTo("hi\n");
              assertThat(result.err()).isEmpty();
            });
    assertThat(world.ssh().command("run", "sh").reading("echo hi\n").run().err())
        .contains("no terminal, so no prompt");
  }

  @Test
  void aKeyThatMayHaveNoTerminalGetsNoneByAnOption() {
    Home home = world.gateway().home();
    var key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "bob");
    String line = "no-pty " + Home.publicKey(key);
    home.authorize(line);
    try {
      Result result = world.ssh().with(key).run("run", "--tty", KIND);
      assertThat(result.err()).startsWith(" !     your key may have no terminal");
      assertThat(result.out()).isEmpty();
      assertThat(result.code()).isEqualTo(1);
      assertThat(world.ssh().with(key).run("run", KIND).out()).isEqualTo("none\n");
    } finally {
      home.withdraw(line);
    }
  }
}
