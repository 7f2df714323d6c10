package dev.hatchway.command;

import static dev.hatchway.command.Parsing.command;
import static dev.hatchway.command.Parsing.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ps}, {@code logs}, {@code stop} and the commands of one word. */
class ListingVerbsTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(strings = {"ps", "run:list", "ps:list", "task"})
  void psHasFourNames(String name) {
    assertThat(command(name)).isEqualTo(new Command.Ps(List.of(), false, Format.TABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "ps --json,JSON",
    "ps --format json,JSON",
    "ps --format=names,NAMES",
    "ps --format table,TABLE"
  })
  void psHasThreeFormats(String line, Format format) {
    assertThat(command(line)).isEqualTo(new Command.Ps(List.of(), false, format));
  }

  @Test
  void theOptionsOfPsStandAnywhere() {
    assertThat(command("ps web -a worker --format names"))
        .isEqualTo(new Command.Ps(List.of("web", "worker"), true, Format.NAMES));
  }

  @Test
  void psRefusesWhatItDoesNotKnow() {
    assertThat(rejected("ps --format yaml").message())
        .isEqualTo("option --format needs table, heroku, names or json, not yaml");
    assertThat(rejected("ps --format").message()).startsWith("option --format needs table");
    assertThat(rejected("ps --format=").message()).endsWith("not an empty word");
    assertThat(rejected("ps --format JSON").message()).endsWith("not JSON");
    assertThat(rejected("ps --format json --format json").message()).endsWith("more than once");
    assertThat(rejected("ps --json --format json").message()).contains("cannot stand beside");
    assertThat(rejected("ps --foo").message()).isEqualTo("unknown option --foo for ps");
    assertThat(rejected("ps -5").message()).isEqualTo("unknown option -5 for ps");
    assertThat(rejected("ps a/b").message()).isEqualTo("a/b is not a process type such as web");
    assertThat(rejected("ps > file").message()).startsWith("> is not a process type");
    assertThat(rejected("ps 'web").message()).contains("is not closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs", "run:logs"})
  void logsHasTwoNames(String name) {
    assertThat(command(name))
        .isEqualTo(
            new Command.Logs(
                List.of(), false, OptionalInt.empty(), Optional.empty(), false, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f", "--follow", "-t", "--tail"})
  void logsAreFollowedByFourNames(String option) {
    assertThat(command("logs " + option + " web.1"))
        .isEqualTo(
            new Command.Logs(
                List.of(new Target("web.1")),
                true,
                OptionalInt.empty(),
                Optional.empty(),
                false,
                false));
  }

  @Test
  void theOptionsOfLogsStandAnywhere() {
    assertThat(command("logs web -n20 --timestamps 7 -q -- run.8"))
        .isEqualTo(
            new Command.Logs(
                Stream.of("web", "7", "run.8").map(Target::new).toList(),
                false,
                OptionalInt.of(20),
                Optional.empty(),
                true,
                true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs -p web", "logs -d web", "logs --ps web", "logs --ps=web"})
  void aProcessMayBeNamedAsOthersDo(String line) {
    assertThat(command(line))
        .isEqualTo(
            new Command.Logs(
                List.of(new Target("web")),
                false,
                OptionalInt.empty(),
                Optional.empty(),
                false,
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n -1", "-n all", "-n 1000001", "-n 99999999999999999999", "-n 1.5"})
  void aWrongNumberOfLinesIsRefused(String option) {
    assertThat(rejected("logs " + option).message())
        .startsWith("option -n needs a number of lines from 0 to 1000000");
  }

  @Test
  void logsRefusesWhatItDoesNotKnow() {
    assertThat(rejected("logs -n").message()).startsWith("option -n needs");
    assertThat(rejected("logs -n ''").message()).endsWith("not an empty word");
    assertThat(rejected("logs -n 1 -n 2").message()).endsWith("-n is given more than once");
    assertThat(rejected("logs -p a -p b").message()).endsWith("-p is given more than once");
    assertThat(rejected("logs --until 10m").message()).isEqualTo("unknown option --until for logs");
    assertThat(rejected("logs --since 10").message()).startsWith("option --since needs a duration");
    assertThat(rejected("logs a/b").message()).startsWith("a/b is not the name of a process");
    assertThat(rejected("logs -d ''").message()).endsWith("not an empty word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "ps:stop", "run:stop", "ps:kill", "one-off-stop", "task:stop"})
  void stopHasSixNames(String name) {
    assertThat(command(name + " run.7"))
        .isEqualTo(new Command.Stop(List.of(new Target("run.7")), false, TEN_SECONDS));
  }

  @Test
  void stopTakesManyTargetsOrAllOneOffs() {
    assertThat(command("stop run.7 8 web"))
        .isEqualTo(
            new Command.Stop(
                Stream.of("run.7", "8", "web").map(Target::new).toList(), false, TEN_SECONDS));
    assertThat(command("stop --all-runs"))
        .isEqualTo(new Command.Stop(List.of(), true, TEN_SECONDS));
    assertThat(command("stop --container-id beef"))
        .isEqualTo(new Command.Stop(List.of(new Target("beef")), false, TEN_SECONDS));
    assertThat(rejected("stop").message())
        .isEqualTo("stop needs the name of a process, or --all-runs");
    assertThat(rejected("stop --all-runs web").message())
        .isEqualTo("option --all-runs cannot stand beside web");
  }

  @ParameterizedTest
  @CsvSource({"30,PT30S", "30s,PT30S", "0,PT0S", "1h,PT1H", "3600,PT1H"})
  void theTimeOfStopIsSecondsOrADuration(String value, Duration time) {
    assertThat(command("stop 7 --time " + value))
        .isEqualTo(new Command.Stop(List.of(new Target("7")), false, time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3601", "61m", "-1", "soon", "''", "99999999999999999999"})
  void aWrongTimeIsRefused(String value) {
    assertThat(rejected("stop 7 --time=" + value).message()).startsWith("option --time needs");
  }

  @Test
  void stopRefusesWhatItDoesNotKnow() {
    assertThat(rejected("stop 7 --time 1 --time 2").message()).endsWith("more than once");
    assertThat(rejected("stop 7 --signal HUP").message())
        .isEqualTo("unknown option --signal for stop");
    assertThat(rejected("stop ''").message()).startsWith("an empty word is not");
    assertThat(rejected("stop -7").message()).isEqualTo("unknown option -7 for stop");
    assertThat(rejected("stop --all-runs=yes").message())
        .isEqualTo("option --all-runs takes no value");
  }

  @Test
  void thereIsALimitToTheNames() {
    assertThat(rejected("stop" + " 7".repeat(50_000)).message())
        .isEqualTo("more than 100 names for stop");
  }

  @Test
  void theCommandsOfOneWordTakeNoOther() {
    assertThat(command("version")).isEqualTo(new Command.Version());
    assertThat(command("--version")).isEqualTo(new Command.Version());
    assertThat(command("whoami")).isEqualTo(new Command.WhoAmI());
    assertThat(command("apps")).isEqualTo(new Command.Apps(Format.TABLE));
    assertThat(rejected("whoami x").message()).startsWith("x is not expected here");
    assertThat(rejected("apps --foo").message()).isEqualTo("unknown option --foo for apps");
    assertThat(rejected("apps 'a").message()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "logs", "stop", "version", "whoami", "apps"})
  void everyCommandHasHelp(String name) {
    assertThat(command(name + " --help")).isEqualTo(new Command.Help(Optional.of(name), true));
  }
}
