package dev.hatchway.command;

import static dev.hatchway.command.Parsing.rejected;
import static dev.hatchway.command.Parsing.run;
import static dev.hatchway.command.Parsing.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run} does not take. */
class RunRefusalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type",
        "--env",
        "--user",
        "--workdir",
        "--cpu",
        "--memory",
        "--ttl",
        "--ttl-seconds",
        "--entrypoint"
      })
  void anOptionWithoutItsValueIsRefused(String option) {
    assertThat(rejected("run " + option).message()).startsWith("option " + option + " needs ");
    assertThat(rejected("run " + option + " --quiet ls").message())
        .startsWith("option " + option + " needs ");
    assertThat(rejected("run " + option + " -- ls").message())
        .startsWith("option " + option + " needs ");
    assertThat(rejected("run " + option).usageHint())
        .isEqualTo("usage: ssh shop@host run [OPTION…] [--] [COMMAND…]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type",
        "--env",
        "--user",
        "--workdir",
        "--cpu",
        "--memory",
        "--ttl",
        "--ttl-seconds",
        "--keep"
      })
  void anEmptyValueIsRefused(String option) {
    assertThat(rejected("run " + option + "= ls").message())
        .startsWith("option " + option + " needs ")
        .endsWith(", not an empty word");
  }

  @ParameterizedTest
  @CsvSource({
    "--type,a,b",
    "--user,a,b",
    "--workdir,/a,/b",
    "--cpu,1,2",
    "--memory,1g,2g",
    "--ttl,1h,2h",
    "--ttl-seconds,1,2",
    "--entrypoint,a,b"
  })
  void anOptionThatIsGivenTwiceIsRefused(String option, String one, String other) {
    String line = "run " + option + " " + one + " " + option + "=" + other + " ls";
    assertThat(rejected(line).message()).isEqualTo("option " + option + " is given more than once");
  }

  @Test
  void twoTimesAreRefusedUnderAnyName() {
    assertThat(rejected("run --ttl 1h --timeout 2h ls").message()).contains("more than once");
    assertThat(rejected("run --ttl 1h --ttl-seconds 5 ls").message())
        .isEqualTo("option --ttl-seconds cannot stand beside --ttl");
    assertThat(rejected("run --keep=1h --keep=2h ls").message()).contains("more than once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--type a/b",
        "--type -5",
        "--env FOO",
        "--env =x",
        "--env 1A=b",
        "--env 'A B=c'",
        "--user 'a b'",
        "--user :",
        "--user a:",
        "--user a:b:c",
        "--user 2147483648",
        "--user app:99999999999999999999",
        "--workdir app",
        "--workdir ./app",
        "--cpu 0",
        "--cpu 0.001",
        "--cpu -1",
        "--cpu 1e9",
        "--cpu 1025",
        "--cpu 999999999999999999999",
        "--cpu 0.1234567890",
        "--cpu 9m",
        "--cpu half",
        "--memory 512",
        "--memory 5m",
        "--memory 65t",
        "--memory 999999999999999999999g",
        "--memory much",
        "--ttl 10",
        "--ttl 0",
        "--ttl 366d",
        "--ttl 99999999999999999999s",
        "--ttl tomorrow",
        "--ttl-seconds 0",
        "--ttl-seconds 1h",
        "--ttl-seconds 31536001",
        "--ttl-seconds 99999999999999999999",
        "--ttl-seconds 1.5",
        "--entrypoint a,,b",
        "--entrypoint ,",
        "--entrypoint ' '",
        "--entrypoint \"it's\""
      })
  void aValueOfTheWrongKindIsRefused(String option) {
    String name = option.substring(0, option.indexOf(' '));
    String value = Line.of(option).words().get(1).text();
    assertThat(rejected("run " + option + " ls").message())
        .startsWith("option " + name + " needs ")
        .endsWith(", not " + value);
  }

  @Test
  void enormousValuesAreRefusedAndShownShortened() {
    String enormous = "9".repeat(100_000);
    for (String option :
        List.of("--type", "--env", "--user", "--cpu", "--memory", "--ttl", "--ttl-seconds", "-w")) {
      assertThat(rejected("run " + option + " " + enormous + " ls").message())
          .endsWith(", not " + "9".repeat(60) + "…");
    }
    assertThat(rejected("run -w /" + "a".repeat(4_095) + " ls").message()).contains("--workdir");
  }

  @ParameterizedTest
  @CsvSource({
    "--foo,--foo",
    "--foo=bar,--foo",
    "-Z,-Z",
    "-dZ,-dZ",
    "-5,-5",
    "---,---",
    "--typ,--typ",
    "--no-quiet,--no-quiet",
    "--app,--app",
    "--file=x,--file"
  })
  void anUnknownOptionIsNamedAsItWasTyped(String option, String named) {
    assertThat(rejected("run " + option + " ls").message())
        .isEqualTo("unknown option " + named + " for run");
  }

  @Test
  void anUnknownOptionIsFollowedByTheUsage() {
    assertThat(rejected("run --foo"))
        .isEqualTo(
            new ParseResult.Rejected(
                "unknown option --foo for run",
                "usage: ssh shop@host run [OPTION…] [--] [COMMAND…]"));
    assertThat(rejected("run --detatch ls").usageHint())
        .isEqualTo("did you mean --detach? See: ssh shop@host help run");
  }

  @Test
  void thereIsALimitToTheOptions() {
    assertThat(run("run" + " -e A=b".repeat(249) + " ls -l").execution().program())
        .isEqualTo(words("ls", "-l"));
    assertThat(rejected("run" + " -e A=b".repeat(250) + " ls").message())
        .isEqualTo("more than 500 words of options for run");
    assertThat(rejected("run" + " -q".repeat(40_000) + " ls").message())
        .isEqualTo("more than 500 words of options for run");
    assertThat(rejected("run -" + "q".repeat(100_000) + " ls").message())
        .isEqualTo("unknown option -" + "q".repeat(59) + "… for run");
    assertThat(run("run ls -" + "q".repeat(21) + " -it -5").execution().program())
        .isEqualTo(words("ls", "-" + "q".repeat(21), "-it", "-5"));
  }

  @Test
  void aFlagWithAValueIsRefused() {
    assertThat(rejected("run --quiet=false ls").message())
        .isEqualTo("option --quiet takes no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-it", "-ti", "-i", "-itd", "-dit", "--interactive"})
  void whoAsksForATerminalAsDockerDoesIsToldHow(String habit) {
    assertThat(rejected("run " + habit + " bash"))
        .isEqualTo(
            new ParseResult.Rejected(
                "unknown option " + habit + " for run",
                "a terminal comes from ssh itself:"
                    + " ssh -t shop@host run [OPTION…] [--] [COMMAND…]"));
  }
}
