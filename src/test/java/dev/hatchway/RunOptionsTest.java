package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} with each of its options. */
@InWorld
class RunOptionsTest {
  private final World world;

  RunOptionsTest(World world) {
    this.world = world;
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void numbersRiseAndNeverRepeat() {
    int first = number(world.ssh().run("run", "echo $DYNO"));
    world.engine().awaitNoOneOffs(world.app().name());
    int second = number(world.ssh().run("run", "echo $DYNO"));
    int third = number(world.ssh().withTerminal().run("run", "echo $DYNO"));
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void withATerminalALineSaysWhatRuns() {
    Result result = world.ssh().withTerminal().run("run", "echo $DYNO");
    assertThat(result.err())
        .contains(
            "-----> Running echo $DYNO on %s... up, %s"
                .formatted(world.app().name(), result.out().strip()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-q", "--quiet", "--silent"})
  void quietRunsSayNothing(String option) {
    assertThat(world.ssh().withTerminal().run("run", option, "true").err()).isEmpty();
  }

  @Test
  void variablesAreAddedAndReplaced() {
    String script = "echo $A/$B/$RAILS_ENV";
    Result result =
        world.ssh().run("run", "-e", "A=1", "--env=B='two words'", "-e", "RAILS_ENV=test", script);
    assertThat(result.out()).isEqualTo("1/two words/test\n");
  }

  @ParameterizedTest
  @CsvSource({"-t worker,mail", "--type=worker,mail", "--type web,''"})
  void theTypeSaysWhoseReleaseIsCopied(String option, String queue) {
    assertThat(world.ssh().run("run", option, "echo \"$QUEUE\"").out()).isEqualTo(queue + "\n");
  }

  @Test
  void theUserAndTheFolderAreThoseAskedFor() {
    assertThat(world.ssh().run("run", "-u", "root", "-w", "/data", "id -u; pwd").out())
        .isEqualTo("0\n/data\n");
    assertThat(world.ssh().run("run", "--user=0", "--workdir=/tmp", "id -u; pwd").out())
        .isEqualTo("0\n/tmp\n");
  }

  @Test
  void theEntrypointIsTheOneAskedFor() {
    assertThat(world.ssh().run("run", "--entrypoint 'echo prefix'", "word").out())
        .isEqualTo("prefix word\n");
    assertThat(world.ssh().run("run", "--entrypoint ''", "printf", "bare").out()).isEqualTo("bare");
  }

  @Test
  void limitsAreThoseAskedFor() {
    Result kept =
        world.ssh().run("run", "--keep", "--cpu", "500m", "--memory", "64m", "echo $DYNO");
    JsonNode oneOff = kept(kept);
    assertThat(oneOff.at("/HostConfig/Memory").asLong()).isEqualTo(64L * 1024 * 1024);
    assertThat(oneOff.at("/HostConfig/NanoCpus").asLong()).isEqualTo(500_000_000L);
  }

  @Test
  void theTimeLimitIsKeptAsALabel() {
    Instant before = Instant.now();
    JsonNode oneOff = kept(world.ssh().run("run", "--keep", "--ttl", "2h", "echo $DYNO"));
    String deadline = oneOff.at("/Config/Labels").path("hatchway.deadline").asText();
    assertThat(Instant.parse(deadline))
        .isBetween(before.plus(Duration.ofMinutes(119)), before.plus(Duration.ofMinutes(122)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rm", "--rm-container", "-x", "--exit-code", "--"})
  void habitsOfOtherToolsAreAccepted(String option) {
    Result result = world.ssh().run("run", option, "echo", "hello");
    assertThat(result.out()).isEqualTo("hello\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void optionsAfterTheProgramBelongToTheProgram() {
    assertThat(world.ssh().run("run", "echo", "--detach", "-e", "A=1").out())
        .isEqualTo("--detach -e A=1\n");
  }

  @Test
  void programWordsArriveAsAShellWouldReadThem() {
    assertThat(world.ssh().run("run", "printf '%s|' a 'b  c' \"it's\" d\\ e ''").out())
        .isEqualTo("a|b  c|it's|d e||");
    assertThat(world.ssh().run("run", "echo $((6*7)) | tr 2 3 && A=x; echo $A").out())
        .isEqualTo("43\nx\n");
    assertThat(world.ssh().run("run", "sh -c 'echo $0 $1' zero one").out()).isEqualTo("zero one\n");
  }

  @Test
  void aProgramIsReadyForSignalsThoughItIsTheFirst() {
    try (var running = world.ssh().start("run", "echo $DYNO; exec sleep 600")) {
      running.awaitOutput("\n");
      world.ssh().run("stop", running.outSoFar().strip()).succeeded();
      assertThat(running.end().code()).isEqualTo(143);
    }
  }

  /** Returns what the engine tells of a kept one-off that wrote its name, and removes it. */
  private JsonNode kept(Result result) {
    String name = world.app().name() + "." + result.succeeded().out().strip();
    JsonNode oneOff = world.engine().inspect(name);
    world.engine().docker("rm", "-f", name);
    return oneOff;
  }

  private static int number(Result result) {
    return Integer.parseInt(result.succeeded().out().strip().replace("run.", ""));
  }
}
