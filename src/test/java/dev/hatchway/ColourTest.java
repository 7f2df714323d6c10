package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Colours: only for a terminal that knows them, and never for who does not want them. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColourTest {
  private static final String ESCAPE = "\u001b";
  private static final Pattern PREFIX =
      Pattern.compile("\u001b\\[0;(3[0-9])m[0-9-]+T[0-9:.]+Z app\\[web\\.[12]]:\u001b\\[0m ");

  private final World world;
  private final OwnApp app;

  ColourTest(World world) {
    this.world = world;
    this.app = OwnApp.in(world);
  }

  @BeforeAll
  void start() {
    String first = app.start("web.1", "echo one; exec sleep 1000");
    String second = app.start("web.2", "echo two; exec sleep 1000");
    app.awaitLogged(first, "one");
    app.awaitLogged(second, "two");
  }

  @AfterAll
  void close() {
    app.close();
  }

  @Test
  void eachProcessHasAColourOfItsOwnAtATerminal() {
    Result result = atTerminal("xterm", "logs").run();
    List<String> colours =
        PREFIX.matcher(result.out()).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(colours).as(result.out()).hasSize(2).doesNotHaveDuplicates();
    assertThat(result.out()).contains("m one\r\n", "m two\r\n");
  }

  @Test
  void whatIsWrongIsRedAndSaysTheSame() {
    Result result = atTerminal("xterm", "logs", "web.9").run();
    assertThat(result.err() + result.out())
        .startsWith(ESCAPE + "[0;31m !     no process web.9 in " + app.name())
        .endsWith(ESCAPE + "[0m\r\n");
  }

  @Test
  void withoutATerminalThereAreNone() {
    assertPlain(app.ssh().command("logs").with("TERM", "xterm"));
    assertPlain(app.ssh().command("logs", "web.9").with("TERM", "xterm"));
  }

  @Test
  void aDumbTerminalGetsNone() {
    assertPlain(atTerminal("dumb", "logs"));
  }

  @Test
  void whoSendsNoColorGetsNone() {
    Ssh sends = app.ssh().withTerminal().with("-o", "SendEnv=NO_COLOR");
    assertPlain(sends.command("logs").with("TERM", "xterm").with("NO_COLOR", "1"));
    assertPlain(sends.command("logs", "web.9").with("TERM", "xterm").with("NO_COLOR", "yes"));
    assertPlain(
        app.ssh()
            .withTerminal()
            .with("-o", "SetEnv=NO_COLOR=1")
            .command("logs")
            .with("TERM", "xterm"));
  }

  @Test
  void anEmptyNoColorIsNone() {
    Ssh sends = app.ssh().withTerminal().with("-o", "SendEnv=NO_COLOR");
    Result result = sends.command("logs").with("TERM", "xterm").with("NO_COLOR", "").run();
    assertThat(result.out()).contains(ESCAPE);
  }

  @Test
  void noOtherVariableOfTheClientIsTakenAndNoColorReachesNoProgram() {
    Ssh sends = app.ssh().with("-o", "SetEnv=FROM_CLIENT=1 NO_COLOR=1");
    assertThat(sends.run("run", "env").succeeded().out())
        .contains("DYNO=run.")
        .doesNotContain("FROM_CLIENT", "NO_COLOR");
  }

  @Test
  void whoRunsTheGatewayCanForbidThemForAll() {
    Home home = Home.create(world.machine());
    try (TestGateway gateway =
        TestGateway.start(home, TestGateway.serve(home).with("NO_COLOR", "1"))) {
      assertPlain(gateway.ssh(app.name()).withTerminal().command("logs").with("TERM", "xterm"));
    }
  }

  private static void assertPlain(Program program) {
    Result result = program.run();
    assertThat(result.out() + result.err()).isNotEmpty().doesNotContain(ESCAPE);
  }

  private Program atTerminal(String type, String... words) {
    return app.ssh().withTerminal().command(words).with("TERM", type);
  }
}
