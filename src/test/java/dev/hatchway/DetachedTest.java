package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One-offs that nobody waits for: {@code run --detach}, and their {@code logs} and {@code stop}.
 */
@InWorld
class DetachedTest {
  /** Stopping gives a program ten seconds and then kills it. */
  private static final Duration STOPPED = Duration.ofSeconds(15);

  private final World world;

  DetachedTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run --detach", "run -d", "run:detached", "run --rm -d"})
  void theNameIsAllOfStandardOutputAndTheHintIsOnStandardError(String verb) {
    Result result = world.ssh().run(verb, "sleep", "600");
    String name = result.out().strip();
    String process = name.substring(world.app().name().length() + 1);
    assertThat(result.out()).matches(world.app().name() + "\\.run\\.[0-9]+\n");
    assertThat(result.err())
        .isEqualTo(
            "-----> To see its output: ssh -p %d %s@host logs %s\n"
                .formatted(world.gateway().port(), world.app().name(), process));
    assertThat(result.code()).isZero();
    assertThat(isRunning(name)).isTrue();
  }

  @Test
  void itGoesOnAfterTheClientHasGone() {
    String name = detached("sleep", "600");
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> isRunning(name));
  }

  @Test
  void itsLogsAreThereWhileItRunsAndAfterwards() {
    String name = detached("echo to out; echo to err >&2; exit 3");
    String process = process(name);
    await().atMost(STOPPED).until(() -> !isRunning(name));
    Result logs = world.ssh().run("logs", process);
    assertThat(logs.out())
        .containsPattern("T.*Z app\\[" + process.replace(".", "\\.") + "\\]: to out\n")
        .contains(": to err\n");
    assertThat(logs.code()).isZero();
    assertThat(world.engine().inspect(name).at("/State/ExitCode").asInt()).isEqualTo(3);
  }

  @Test
  void logsOfTheWholeAppNameEachProcess() {
    detached("echo unmistakable; sleep 600");
    await()
        .atMost(STOPPED)
        .untilAsserted(
            () -> assertThat(world.ssh().run("logs").out()).contains(": unmistakable\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROCESS", "NUMBER", "NAME", "one-off-NUMBER"})
  void stopTakesEveryFormOfItsName(String form) {
    String name = detached("sleep", "600");
    String number = name.substring(name.lastIndexOf('.') + 1);
    String target =
        form.replace("PROCESS", "run." + number).replace("NUMBER", number).replace("NAME", name);
    Result result = world.ssh().run("stop", target);
    assertThat(result.code()).as(result.toString()).isZero();
    assertThat(isRunning(name)).isFalse();
  }

  @Test
  void stopTakesTheFirstCharactersOfItsContainersId() {
    String name = detached("sleep", "600");
    String id = world.engine().inspect(name).get("Id").asText();
    assertThat(world.ssh().run("stop", id.substring(0, 12)).code()).isZero();
    assertThat(isRunning(name)).isFalse();
  }

  @Test
  void aProgramThatIgnoresTheSignalIsKilled() {
    String name = detached("trap '' TERM; while :; do sleep 1; done");
    assertThat(world.ssh().run("stop", process(name)).code()).isZero();
    assertThat(isRunning(name)).isFalse();
  }

  @Test
  void itIsListedWithItsState() {
    String name = detached("sleep", "600");
    assertThat(world.ssh().run("ps").out().lines())
        .anyMatch(line -> line.startsWith(process(name) + " ") && line.contains("sleep 600"));
  }

  @Test
  void itsInputIsEmpty() {
    String name = detached("wc -c");
    await().atMost(STOPPED).until(() -> !isRunning(name));
    assertThat(world.engine().docker("logs", name)).isEqualTo("0");
  }

  private String detached(String... words) {
    return world
        .ssh()
        .as(world.app().name())
        .run("run --detach " + String.join(" ", words))
        .succeeded()
        .out()
        .strip();
  }

  private String process(String name) {
    return name.substring(world.app().name().length() + 1);
  }

  private boolean isRunning(String name) {
    Result state = world.engine().tried("container", "inspect", "-f", "{{.State.Running}}", name);
    return state.code() == 0 && state.out().strip().equals("true");
  }
}
