package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process type as the first word runs that type's command with the other words behind it. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessWordTest {
  private static final int WRONG = 2;

  /** Prints its arguments, each in brackets, and idles if it has only those of the formation. */
  private static final String SAY =
      "for a; do printf '[%s]' \"$a\"; done; [ $# -gt 2 ] || exec sleep 1000000";

  private final World world;
  private final String declared;
  private final String labelled;
  private final TestGateway gateway;

  ProcessWordTest(World world) {
    this.world = world;
    this.declared = world.engine().named("typed");
    this.labelled = world.engine().named("worded");
    String yaml =
        """
        image: %s
        processes:
          say: printf '[%%s]' "$STAGE" from-file
          list: ls -d
          shell: sh
        console: say
        env: {STAGE: declared}
        """
            .formatted(world.images().busybox());
    Home home = Home.create(world.machine()).app(declared, yaml);
    home.app(declared + "x", yaml.replace("console: say", "console: echo it is the console"));
    this.gateway = TestGateway.start(home);
  }

  @BeforeAll
  void startProcesses() {
    start("say", List.of(), List.of("/bin/sh", "-c", SAY, "me", "it's", "two words"));
    // Nothing but an entrypoint, which waits for its input.
    start("show", List.of("--interactive", "--entrypoint", "/bin/cat"), List.of());
  }

  @AfterAll
  void stop() {
    gateway.close();
    for (String type : List.of("say", "show")) {
      world.engine().tried("rm", "-f", labelled + "." + type + ".1");
    }
    world.engine().awaitNoOneOffs(declared);
    world.engine().awaitNoOneOffs(labelled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "say→[declared][from-file]",
        "run say→[declared][from-file]",
        "say a 'b  c' \"it's\"→[declared][from-file][a][b  c][it's]",
        "say $STAGE'$x'→[declared][from-file][declared$x]",
        "say a | tr a-z A-Z→[DECLARED][FROM-FILE][A]",
        "run say>/dev/null→",
        "run say; echo→[declared][from-file]",
        "run -e STAGE=typed say→[typed][from-file]",
        "console a→[declared][from-file][a]",
        "run console→[declared][from-file]",
      })
  void theCommandOfAFileIsTextForAShellWithTheRestAsItWasTyped(String line, String output) {
    Result result = ssh(declared).run(line).succeeded();
    assertThat(result.out().strip()).isEqualTo(output == null ? "" : output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "say more→[it's][two words][more]",
        "run say 'a  b' '$x'→[it's][two words][a  b][$x]",
        "say $QUEUE \"$(echo sub)\"→[it's][two words][mail][sub]",
        "say more | tr a-z A-Z→[IT'S][TWO WORDS][MORE]",
      })
  void theCommandOfAContainerIsItsWordsWithTheRestBehindThem(String line, String output) {
    assertThat(ssh(labelled).run(line).succeeded().out()).isEqualTo(output);
  }

  @Test
  void whereAnEntrypointIsAllThatIsTheCommand() {
    assertThat(ssh(labelled).run("show", "/srv/index.html").succeeded().out())
        .isEqualTo("hello from web\n");
    assertThat(ssh(labelled).run("show /srv/index.html | wc -l").succeeded().out().strip())
        .isEqualTo("1");
  }

  @Test
  void itIsSaidWithAndWithoutATerminalButNotToWhoAskedForQuiet() {
    String said = "-----> say stands for: printf '[%s]' \"$STAGE\" from-file a";
    assertThat(ssh(declared).run("say", "a").err()).isEqualTo(said + "\n");
    assertThat(ssh(declared).withTerminal().run("say", "a").err()).startsWith(said + "\r\n");
    assertThat(ssh(declared).run("run", "-q", "say", "a").err()).isEmpty();
  }

  @Test
  void whoRefusesAShellHasNone() {
    assertThat(ssh(declared).run("run --no-shell say 'a|b'").out())
        .isEqualTo("[$STAGE][from-file][a|b]");
    assertThat(ssh(declared).run("run --shell say 'a|b'").out())
        .isEqualTo("[declared][from-file][a|b]");
  }

  @Test
  void aTypeThatIsNamedAsAnOptionHasOnlyTheCommandThatFollows() {
    assertThat(ssh(declared).run("run", "-t", "say", "echo", "list").out()).isEqualTo("list\n");
    assertThat(ssh(declared).run("run", "-t", "say").out()).isEqualTo("[declared][from-file]");
  }

  @Test
  void theConsoleMayBeACommand() {
    assertThat(ssh(declared + "x").run("console && echo again").succeeded().out())
        .isEqualTo("it is the console\nagain\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "run console", "console -x", "run -q console | cat"})
  void withoutAConsoleThatIsSaidAndNothingIsStarted(String line) {
    Result result = ssh(labelled).run(line);
    assertThat(result.err())
        .isEqualTo(
            " !     %s has no console configured; name a program, such as: run bin/console%n"
                .formatted(labelled));
    assertThat(result.code()).isEqualTo(WRONG);
    assertThat(world.engine().oneOffs(labelled)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run ./say", "run /bin/echo say", "run env say=1 true", "run 'echo' say"})
  void whatOnlyLooksLikeATypeIsAProgram(String line) {
    assertThat(ssh(declared).run(line).err()).doesNotContain("stands for");
  }

  @Test
  void whoLogsInStraightIntoAOneOffIsAtAShellThatKnowsNoTypes() {
    Result result = ssh(declared + "+run").run("say");
    assertThat(result.err()).doesNotContain("stands for");
    assertThat(result.code()).isEqualTo(127);
  }

  @Test
  void aTypeWorksDetachedAndAsATerminalToo() {
    Result result = ssh(declared).run("run", "-d", "list", "/srv", "/data");
    String container = result.succeeded().out().strip();
    assertThat(world.engine().docker("wait", container)).isEqualTo("0");
    assertThat(world.engine().docker("logs", container)).isEqualTo("/data\n/srv");
    world.engine().docker("rm", container);
    assertThat(ssh(declared).withTerminal().run("shell", "-c", "'tty; exit 7'").code())
        .isEqualTo(7);
  }

  private void start(String type, List<String> options, List<String> program) {
    Map<String, String> labels =
        Map.of("hatchway.app", labelled, "hatchway.process", type, "hatchway.number", "1");
    List<String> all = new java.util.ArrayList<>(List.of("--env", "QUEUE=mail"));
    all.addAll(options);
    SampleApp.started(
        world.engine(),
        labelled + "." + type + ".1",
        labels,
        all,
        world.images().busybox(),
        program);
  }

  private Ssh ssh(String app) {
    return gateway.ssh(app);
  }
}
