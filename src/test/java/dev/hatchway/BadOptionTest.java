package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hatchway.command.KnownOptions;
import dev.hatchway.command.KnownOptions.Known;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every option of every command with values that it cannot have: each is refused by its name, with
 * 2, and the engine is asked to do nothing. The options are those that the commands know, so that a
 * new one needs a row here.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadOptionTest {
  /** May stand empty: {@code --entrypoint=} takes the image's away. */
  private static final Set<String> MAY_BE_EMPTY = Set.of("--entrypoint");

  /** Where the value of an option is bounded by the line alone. */
  private static final Set<String> MAY_BE_LONG = Set.of("--entrypoint", "--env");

  /** May be repeated. */
  private static final Set<String> MAY_BE_REPEATED = Set.of("--env");

  /** What stands behind the options; no process has that name, whatever else goes wrong. */
  private static final Map<String, String> WORDS =
      Map.of(
          "run", "true",
          "enter", "web.99 true",
          "attach", "run.99999",
          "wait", "run.99999",
          "logs", "web.99",
          "stop", "web.99",
          "kill", "web.99",
          "inspect", "web.99");

  /** Words of a command line are at most 128 KiB long (execve(2)). */
  private static final int ENORMOUS = 100_000;

  private final WatchedGateway gateway;

  BadOptionTest(World world) {
    this.gateway = WatchedGateway.start(world, world.app().name());
  }

  @AfterAll
  void end() {
    gateway.close();
  }

  @Test
  void everyOptionWithAValueHasItsRow() {
    Set<String> known = valued().map(Known::name).collect(Collectors.toSet());
    assertThat(OptionValues.WRONG.keySet()).isEqualTo(known);
    known.removeAll(MAY_BE_REPEATED);
    assertThat(OptionValues.RIGHT.keySet()).isEqualTo(known);
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsRefused(Known option, String value) {
    assertRefused(option, option.name() + "=" + value);
  }

  @ParameterizedTest
  @MethodSource("everyName")
  void aMissingValueIsRefused(Known option, String name) {
    if (option.needed()) {
      assertRefused(option, option.command(), name);
      assertRefused(option, option.command(), name, "--foo");
    }
  }

  @ParameterizedTest
  @MethodSource("valued")
  void anEmptyValueIsRefused(Known option) {
    if (!MAY_BE_EMPTY.contains(option.name())) {
      assertRefused(option, option.name() + "=''");
    }
  }

  @ParameterizedTest
  @MethodSource("valued")
  void anEnormousValueIsRefusedAndShownShortened(Known option) {
    if (!MAY_BE_LONG.contains(option.name())) {
      for (String character : List.of("9", "a", "/")) {
        Result result = assertRefused(option, option.name() + "=" + character.repeat(ENORMOUS));
        assertThat(result.err().length()).isLessThan(500);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("valued")
  void aRepeatedOptionIsRefused(Known option) {
    if (!MAY_BE_REPEATED.contains(option.name())) {
      String given = option.name() + "=" + OptionValues.RIGHT.get(option.name());
      assertThat(assertRefused(option, given + " " + given).err()).contains("more than once");
    }
  }

  @ParameterizedTest
  @MethodSource("flags")
  void aFlagWithAValueIsRefused(Known flag, String name) {
    assertRefused(new Known(flag.command(), name, List.of(name), false, false), name + "=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --ttl 1h --timeout 2h",
        "run --ttl 1h --ttl-seconds 5",
        "run --tty --no-tty",
        "run --tty -d",
        "run --rm --keep",
        "run --release 1 --image x",
        "run --shell --no-shell",
        "run --name a -e A=1 --name b",
        "run -e A=1 -t web -e B=2 --type web",
        "enter web.99 --container-id beefbeef",
        "stop web.99 --all-runs",
        "ps --json --format names",
        "apps --format heroku",
        "inspect web.99 --format names",
        "config --format heroku",
        "releases --format names"
      })
  void whatContradictsItselfIsRefused(String line) {
    // One option under two of its names is named by the first of them.
    String option =
        line.contains("--timeout") ? "--ttl" : line.replaceAll(".* (--[a-z-]+).*", "$1");
    assertRefused(new Known("", option, List.of(), false, false), line, "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run true", "run", "ps", "logs", "x"})
  void aLineThatIsLongerThanAnyProgramMayBeGivenIsRefused(String line) {
    String word = "x".repeat(ENORMOUS);
    Known none = new Known("", "longer than 131071 bytes", List.of(), false, false);
    assertThat(assertRefused(none, line, word, word).err().length()).isLessThan(500);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsRefused(String command) {
    for (String option : List.of("--frobnicate", "--frobnicate=1", "-Z", "-9", "---")) {
      Known unknown = new Known(command, option.split("=", 2)[0], List.of(), false, false);
      assertRefused(unknown, option);
    }
  }

  private Result assertRefused(Known option, String given) {
    return assertRefused(option, option.command(), given, WORDS.getOrDefault(option.command(), ""));
  }

  private Result assertRefused(Known option, String... line) {
    List<String> before = gateway.deeds();
    Result result = gateway.ssh().run(line);
    assertThat(result.err()).startsWith(" !     ").contains(option.name()).endsWith("\n");
    // What is wrong, and what to do instead.
    assertThat(result.err().lines()).hasSizeBetween(1, 2).allMatch(text -> text.startsWith(" ! "));
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).as(result.toString()).isEqualTo(2);
    assertThat(gateway.deeds()).isEqualTo(before);
    return result;
  }

  private static Stream<Known> valued() {
    return KnownOptions.all().stream().filter(Known::valued);
  }

  private static Stream<Arguments> everyName() {
    return valued().flatMap(option -> option.names().stream().map(name -> arguments(option, name)));
  }

  private static Stream<Arguments> wrongValues() {
    return valued()
        .flatMap(
            option ->
                OptionValues.WRONG.getOrDefault(option.name(), List.of()).stream()
                    .map(value -> arguments(option, value)));
  }

  private static Stream<Arguments> flags() {
    return KnownOptions.all().stream()
        .filter(option -> !option.valued())
        .flatMap(option -> option.names().stream().map(name -> arguments(option, name)));
  }

  private static Stream<String> commands() {
    return KnownOptions.all().stream().map(Known::command).distinct();
  }
}
