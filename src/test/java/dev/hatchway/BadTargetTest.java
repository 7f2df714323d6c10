package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command that names a process, with names of what is not there, has ended, or belongs to
 * another app: a message with the word, 2, and nothing is done to any container.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadTargetTest {
  /** Where the name stands, in every way in which one can be given. */
  private static final List<String> LINES =
      List.of(
          "enter % true",
          "enter --container-id % true",
          "attach %",
          "attach % --read-only",
          "wait %",
          "logs %",
          "logs % -f",
          "logs -p %",
          "logs -d %",
          "logs --ps %",
          "stop %",
          "stop web.1 %",
          "stop --container-id %",
          "kill %",
          "kill web.1 %",
          "kill --container-id % -s HUP",
          "inspect %",
          "inspect % --json");

  private static final List<String> ABSENT =
      List.of(
          "web.9",
          "web.0",
          "web.99999999999",
          "worker",
          "run.99999",
          "99999",
          "one-off-99999",
          "nothing",
          "deadbeef",
          "deadbeefdeadbeefdeadbeef",
          "APP.run.99999",
          "APP");

  private final World world;
  private final String app;
  private final WatchedGateway gateway;

  BadTargetTest(World world) {
    this.world = world;
    this.app = world.engine().named("past");
    start("web", 1, List.of());
    start("job", 3, List.of("--entrypoint", "/bin/false"));
    start("run", 7, List.of("--entrypoint", "/bin/false"));
    world.engine().docker("wait", container("job", 3), container("run", 7));
    world.others();
    this.gateway = WatchedGateway.start(world, app);
  }

  @AfterAll
  void end() {
    gateway.close();
    world
        .engine()
        .docker("rm", "-f", container("web", 1), container("job", 3), container("run", 7));
  }

  @ParameterizedTest
  @MethodSource("absent")
  void whatIsNotThereIsNamed(String line, String target) {
    assertNoProcess(line, target.replace("APP", app));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void whatBelongsToAnotherAppIsNotThere(String line) {
    String name = world.others().ownContainer();
    String id = world.engine().inspect(name).path("Id").asText();
    for (String target : List.of(id, id.substring(0, 12), name)) {
      assertNoProcess(line, target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enter run.7 true",
        "enter 7 true",
        "enter APP.run.7 true",
        "enter job.3 true",
        "enter job true",
        "kill run.7",
        "kill web.1 job.3",
        "kill job -s 0x0",
        "enter one-off-7",
        "stop 7",
        "stop job",
        "stop --time 1 web.1 job.3"
      })
  void whatHasEndedIsNotRunning(String line) {
    assertRefused(line.replace("APP", app), line.contains("0x0") ? "--signal" : "is not running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enter", "attach", "wait", "stop", "kill", "inspect"})
  void aNameIsNeeded(String line) {
    // With one process type that runs, `enter` alone is a shell there.
    assertRefused(line.equals("enter") ? "enter ''" : line, line.equals("enter") ? "" : line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attach run.7 run.8",
        "wait 7 8",
        "inspect web.1 web.2",
        "uploads rm",
        "uploads x"
      })
  void whatIsTooMuchOrTooLittleIsRefused(String line) {
    assertRefused(line, line.replaceAll(" .*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --release 99 true",
        "run --release deadbeef true",
        "run --size nothing true",
        "run --type nothing true",
        "run --type ../x true",
        "run --env-file nothing true",
        "run --name web true",
        "run --name job -d true",
        "ps nothing"
      })
  void whatTheAppDoesNotHaveIsNamed(String line) {
    assertRefused(line, line.replaceAll("^.*?(--\\S+ )?(\\S+)(?: -d)?(?: true)?$", "$2"));
  }

  private void assertNoProcess(String line, String target) {
    boolean isId = target.matches("[0-9a-f]{4,64}") && !target.matches("[0-9]{1,9}");
    String typed = line.replace("%", target);
    String message = line.contains("--container-id") && !isId ? "--container-id" : target;
    assertRefused(typed, message);
  }

  private void assertRefused(String line, String message) {
    List<String> before = gateway.deeds();
    Result result = gateway.ssh().run(line);
    assertThat(result.err()).startsWith(" !     ").contains(message).endsWith("\n");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(gateway.deeds()).isEqualTo(before);
  }

  private static Stream<Arguments> absent() {
    return LINES.stream()
        .flatMap(line -> ABSENT.stream().map(target -> Arguments.of(line, target)));
  }

  private static Stream<String> lines() {
    return LINES.stream();
  }

  private String container(String type, int number) {
    return app + "." + type + "." + number;
  }

  private void start(String type, int number, List<String> options) {
    Map<String, String> labels =
        Map.of(
            "hatchway.app", app,
            "hatchway.process", type,
            "hatchway.number", Integer.toString(number));
    List<String> program = options.isEmpty() ? SampleApp.IDLE : List.of();
    SampleApp.started(
        world.engine(),
        container(type, number),
        labels,
        options,
        world.images().busybox(),
        program);
  }
}
