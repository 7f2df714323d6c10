package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed wrong: each has its message and exit code, starts nothing and leaves nothing. */
@InWorld
class BadInputTest {
  private static final int USAGE = 2;
  private static final int NO_SUCH_APP = 20;
  private static final int NOT_FOUND = 127;

  private final World world;

  BadInputTest(World world) {
    this.world = world;
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
    assertThat(world.gateway().isAlive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run true", "enter web.1 true", "ps", "logs", "stop run.1"})
  void anUnknownAppIsNamed(String line) {
    assertRefused(world.ssh().as("no-such-app").run(line), NO_SUCH_APP, "no-such-app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no app", "../shop", "a;b", "ünï", "$(id)"})
  void aLoginThatCannotBeAnAppIsRefused(String login) {
    Result result = world.ssh().with("-l", login).command("run", "true").run();
    assertThat(result.code()).isIn(NO_SUCH_APP, 255);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enter web.3 true",
        "enter nothing true",
        "enter run.99999 true",
        "stop run.99999"
      })
  void anUnknownProcessIsNamed(String line) {
    Result result = world.ssh().run(line);
    assertRefused(result, USAGE, line.replaceAll("^\\S+ (\\S+).*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "Run true", "rnu rake db:migrate", "'' true"})
  void anUnknownCommandIsNamed(String line) {
    String word = line.startsWith("'") ? " !     " : line.replaceAll(" .*", "");
    assertRefused(world.ssh().run(line), USAGE, word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run echo 'open", "run echo \"open", "enter web.1 echo it's", "run 'echo", "'run"})
  void anOpenQuoteIsRefused(String line) {
    assertRefused(world.ssh().run(line), USAGE, "quote");
  }

  @ParameterizedTest
  @CsvSource({
    "run --foo true,run",
    "enter --foo web.1 true,enter",
    "ps --foo,ps",
    "logs --foo,logs"
  })
  void anUnknownOptionIsNamed(String line, String command) {
    Result result = world.ssh().run(line);
    assertThat(result.err()).startsWith(" !     unknown option --foo for " + command + "\n");
    assertThat(result.err().lines().count()).isEqualTo(2);
    assertRefused(result, USAGE, "--foo");
  }

  @ParameterizedTest
  @CsvSource({
    "run --memory lots true,lots",
    "run --cpu many true,many",
    "run --ttl soon true,soon",
    "run --memory= true,--memory",
    "run -e =value true,=value",
    "run -t nothing true,nothing",
    "run --env,--env",
    "ps --format picture,picture"
  })
  void aWrongValueIsNamed(String line, String word) {
    assertRefused(world.ssh().run(line), USAGE, word);
  }

  @Test
  void aUserThatTheImageDoesNotKnowIsNamed() {
    Result result = world.ssh().run("run", "-u", "nobody-here", "true");
    assertThat(result.err()).startsWith(" !     ").contains("nobody-here");
    assertThat(result.code()).isIn(125, 126);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aProgramThatTheImageLacksIsNamed(String verb) {
    assertRefused(world.ssh().run(verb, "no-such-program", "word"), NOT_FOUND, "no-such-program");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run echo a; echo b", "enter job.1 echo a; echo b", "run", "enter job.1"})
  void anImageWithoutAShellGivesAHint(String line) {
    Result result = world.ssh().as(world.others().bare()).run(line);
    assertThat(result.err()).contains(" !     ").contains("shell");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(NOT_FOUND);
    world.engine().awaitNoOneOffs(world.others().bare());
  }

  @Test
  void aProgramFromTheClientsWordsCannotSteerItsTerminal() {
    Result result = world.ssh().run("fro\033[31mb\007");
    assertThat(result.code()).isEqualTo(USAGE);
    assertThat(result.err()).doesNotContain("\033", "\007");
    assertThat(world.gateway().log()).doesNotContain("\033[31mb");
  }

  @Test
  void aVeryLongLineIsAnswered() {
    Result result = world.ssh().run("run", "echo", "x".repeat(100_000));
    assertThat(result.out()).hasSize(100_001);
    assertThat(world.ssh().run("x".repeat(100_000)).code()).isEqualTo(USAGE);
  }

  @Test
  void forwardingOfAgentsAndPortsToTheGatewayIsRefused() {
    Result result =
        world
            .ssh()
            .with("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1")
            .run("run", "true");
    assertThat(result.code()).isEqualTo(255);
    assertThat(world.ssh().with("-A").run("run", "echo \"<$SSH_AUTH_SOCK>\"").out())
        .isEqualTo("<>\n");
  }

  @Test
  void anUnknownSubsystemIsRefused() {
    Result result = world.ssh().with("-s").run("netconf");
    assertThat(Set.of(USAGE, 255, 1)).contains(result.code());
    assertThat(result.out()).isEmpty();
  }

  private static void assertRefused(Result result, int code, String word) {
    assertThat(result.err()).startsWith(" !     ").contains(word);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).as(result.toString()).isEqualTo(code);
  }
}
