package dev.hatchway.command;

import static dev.hatchway.command.Parsing.command;
import static dev.hatchway.command.Parsing.rejected;
import static dev.hatchway.command.Parsing.run;
import static dev.hatchway.command.Parsing.words;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunVerbTest {
  @Test
  void aProgramIsRunWithNothingElseSaid() {
    assertThat(run("run rake db:migrate")).isEqualTo(Command.Run.of(words("rake", "db:migrate")));
  }

  @Test
  void withoutAProgramItIsAnyShell() {
    assertThat(run("run")).isEqualTo(Command.Run.of(new Program.AnyShell()));
    assertThat(run("run --")).isEqualTo(Command.Run.of(new Program.AnyShell()));
  }

  @Test
  void optionsBehindTheProgramBelongToIt() {
    assertThat(run("run rake --detach -e A=b -- --help"))
        .isEqualTo(Command.Run.of(words("rake", "--detach", "-e", "A=b", "--", "--help")));
  }

  @Test
  void twoDashesEndTheOptions() {
    assertThat(run("run -q -- -d x").execution().program()).isEqualTo(words("-d", "x"));
    assertThat(run("run -- -- x").execution().program()).isEqualTo(words("--", "x"));
    assertThat(run("run - x").execution().program()).isEqualTo(words("-", "x"));
  }

  @Test
  void theShellGetsTheTextFromTheProgramOn() {
    assertThat(run("run -e A=b -- echo  \"$A\" | wc -c ").execution().program())
        .isEqualTo(new Program.ShellText("echo  \"$A\" | wc -c "));
    assertThat(run("run echo \"$(echo \"it's\")\"").execution().program())
        .isEqualTo(new Program.ShellText("echo \"$(echo \"it's\")\""));
  }

  @Test
  void theShellCanBeForcedAndForbidden() {
    assertThat(run("run --shell echo  hi").execution().program())
        .isEqualTo(new Program.ShellText("echo  hi"));
    assertThat(run("run --no-shell echo $HOME '*'").execution().program())
        .isEqualTo(words("echo", "$HOME", "*"));
    assertThat(rejected("run --shell --no-shell ls").message())
        .isEqualTo("option --shell cannot stand beside --no-shell");
  }

  @Test
  void everyOptionHasItsPlace() {
    assertThat(
            run(
                "run --detach -t worker -e A=1 --env B='2 3' --ttl 90m -u app:staff -w /srv"
                    + " --entrypoint /bin/sh,-c --cpu 0.5 --memory 512m --keep=1h -q --no-uploads"
                    + " -x -- rake x"))
        .satisfies(
            run -> {
              assertThat(run.execution().program()).isEqualTo(words("rake", "x"));
              assertThat(run.execution().environment())
                  .containsExactly(entry("A", "1"), entry("B", "2 3"));
              assertThat(run.execution().user()).contains("app:staff");
              assertThat(run.execution().workdir()).contains("/srv");
              assertThat(run.basis().type()).contains("worker");
              assertThat(run.detach()).isTrue();
              assertThat(run.lifetime().ttl()).contains(Duration.ofMinutes(90));
              assertThat(run.entrypoint()).contains(List.of("/bin/sh", "-c"));
              assertThat(run.limits().nanoCpus()).hasValue(500_000_000);
              assertThat(run.limits().memoryBytes()).hasValue(512 << 20);
              assertThat(run.retention())
                  .isEqualTo(new Retention.Kept(Optional.of(Duration.ofHours(1))));
              assertThat(run.quiet()).isTrue();
              assertThat(run.uploads()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -d ls",
        "run --detach ls",
        "run --detached ls",
        "run:detached ls",
        "run:detached -d -- ls",
        "run -d -d ls"
      })
  void aRunIsDetachedByManyNames(String line) {
    assertThat(run(line).detach()).isTrue();
    assertThat(run(line).execution().program()).isEqualTo(words("ls"));
  }

  @Test
  void aDetachedShellIsRefused() {
    assertThat(rejected("run -d").message()).contains("needs a command");
    assertThat(rejected("run:detached -q").message()).contains("needs a command");
    assertThat(run("run -d -t worker").detach()).isTrue();
    assertThat(run("run -d --entrypoint rake").detach()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-q", "--quiet", "--silent", "-qd", "-xq"})
  void aRunIsQuietByManyNames(String option) {
    assertThat(run("run " + option + " ls").quiet()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--type worker", "--type=worker", "-t worker", "-tworker", "-dt worker"})
  void aValueStandsBehindABlankOrAnEqualsSign(String option) {
    assertThat(run("run " + option + " ls").basis().type()).contains("worker");
  }

  @ParameterizedTest
  @CsvSource({
    "--ttl 90s,PT90S",
    "--ttl=24h,PT24H",
    "--timeout 1h30m,PT90M",
    "--ttl-seconds 90,PT90S",
    "--ttl 365d,P365D"
  })
  void aTimeLimitHasThreeNames(String option, Duration ttl) {
    assertThat(run("run " + option + " ls").lifetime().ttl()).contains(ttl);
  }

  @Test
  void aKeptContainerNeedsNoTime() {
    assertThat(run("run --keep ls").retention()).isEqualTo(new Retention.Kept(Optional.empty()));
    assertThat(run("run --keep 24h").execution().program()).isEqualTo(words("24h"));
    assertThat(run("run --keep -q ls").quiet()).isTrue();
    assertThat(run("run --keep").retention()).isEqualTo(new Retention.Kept(Optional.empty()));
    assertThat(run("run --rm ls").retention()).isEqualTo(new Retention.Removed());
    assertThat(run("run --rm-container ls").retention()).isEqualTo(new Retention.Removed());
    assertThat(run("run ls").retention()).isEqualTo(new Retention.AsConfigured());
    assertThat(rejected("run --rm --keep=1h ls").message())
        .isEqualTo("option --keep cannot stand beside --rm");
  }

  @Test
  void anEntrypointIsAProgramAListOrNothing() {
    assertThat(run("run --entrypoint /bin/sh ls").entrypoint()).contains(List.of("/bin/sh"));
    assertThat(run("run --entrypoint '' ls").entrypoint()).contains(List.of());
    assertThat(run("run --entrypoint= ls").entrypoint()).contains(List.of());
    assertThat(run("run --entrypoint a,'b c',d ls").entrypoint())
        .contains(List.of("a", "b c", "d"));
    assertThat(run("run --entrypoint 'bundle exec' ls").entrypoint())
        .contains(List.of("bundle", "exec"));
  }

  @Test
  void aRepeatedVariableHasItsLastValue() {
    assertThat(run("run -e A=1 -e B= -eC=x=y --env=A=2 ls").execution().environment())
        .containsExactly(entry("A", "2"), entry("B", ""), entry("C", "x=y"));
  }

  @ParameterizedTest
  @CsvSource({"0.5,500000000", "500m,500000000", "2,2000000000", "0.01,10000000", "10m,10000000"})
  void processorsAreCountedInWholeOrInThousandths(String value, long nano) {
    assertThat(run("run --cpu " + value + " ls").limits().nanoCpus()).hasValue(nano);
  }

  @Test
  void aFileNameWithAnAtSignIsNoFileOfTheGateways() {
    assertThat(run("run -e A=@/etc/passwd @/etc/passwd").execution())
        .satisfies(
            execution -> {
              assertThat(execution.program()).isEqualTo(words("@/etc/passwd"));
              assertThat(execution.environment()).containsExactly(entry("A", "@/etc/passwd"));
            });
  }

  @Test
  void variablesOfTheGatewayAreNotPutIn() {
    assertThat(run("run -e 'A=${sys:user.home}' ls").execution().environment())
        .containsExactly(entry("A", "${sys:user.home}"));
  }

  @Test
  void helpIsAskedForWithinTheOptionsOnly() {
    Command help = new Command.Help(Optional.of("run"), true);
    assertThat(command("run --help")).isEqualTo(help);
    assertThat(command("run -q --help ls")).isEqualTo(help);
    assertThat(command("run:detached --help")).isEqualTo(help);
    assertThat(run("run ls --help").execution().program()).isEqualTo(words("ls", "--help"));
  }

  @Test
  void shellsAreCommandsToo() {
    assertThat(run("bash")).isEqualTo(Command.Run.of(words("bash")));
    assertThat(run("sh -l --help")).isEqualTo(Command.Run.of(words("sh", "-l", "--help")));
    assertThat(run(" bash -c 'echo a; echo b'"))
        .isEqualTo(Command.Run.of(words("bash", "-c", "echo a; echo b")));
    assertThat(run("sh -c  \"echo $A\""))
        .isEqualTo(Command.Run.of(new Program.ShellText("sh -c  \"echo $A\"")));
    assertThat(rejected("bash -c 'a").message()).contains("not closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run echo 'a", "run echo \"a", "run -e 'A=b", "run --no-shell echo $(x) 'a"})
  void anOpenQuoteIsRefused(String line) {
    assertThat(rejected(line).message()).contains("is not closed");
  }
}
