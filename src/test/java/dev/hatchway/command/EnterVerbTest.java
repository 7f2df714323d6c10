package dev.hatchway.command;

import static dev.hatchway.command.Parsing.command;
import static dev.hatchway.command.Parsing.enter;
import static dev.hatchway.command.Parsing.rejected;
import static dev.hatchway.command.Parsing.words;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnterVerbTest {
  @Test
  void theFirstWordIsTheTargetAndTheRestIsTheProgram() {
    assertThat(enter("enter web.1 ls -l"))
        .isEqualTo(
            new Command.Enter(
                Optional.of(new Target("web.1")), Execution.of(words("ls", "-l")), false));
  }

  @Test
  void withoutAProgramItIsAnyShell() {
    assertThat(enter("enter web").execution().program()).isEqualTo(new Program.AnyShell());
    assertThat(enter("enter").target()).isEmpty();
    assertThat(enter("enter").execution().program()).isEqualTo(new Program.AnyShell());
  }

  @ParameterizedTest
  @ValueSource(strings = {"enter", "exec", "run:inside", "ps:exec"})
  void itHasFourNames(String name) {
    assertThat(enter(name + " run.7 true").target()).contains(new Target("run.7"));
  }

  @Test
  void optionsStandBeforeAndBehindTheTarget() {
    assertThat(enter("enter -e A=1 -q web.1 -e B=2 -u app -w /srv -- env -i"))
        .satisfies(
            enter -> {
              assertThat(enter.target()).contains(new Target("web.1"));
              assertThat(enter.quiet()).isTrue();
              assertThat(enter.execution().environment())
                  .containsExactly(entry("A", "1"), entry("B", "2"));
              assertThat(enter.execution().user()).contains("app");
              assertThat(enter.execution().workdir()).contains("/srv");
              assertThat(enter.execution().program()).isEqualTo(words("env", "-i"));
            });
  }

  @Test
  void optionsBehindTheProgramBelongToIt() {
    assertThat(enter("enter web.1 ls -e A=b -- -q").execution())
        .isEqualTo(Execution.of(words("ls", "-e", "A=b", "--", "-q")));
  }

  @Test
  void withTwoDashesInFrontThereIsNoTarget() {
    assertThat(enter("enter -- ls -l").target()).isEmpty();
    assertThat(enter("enter -- ls -l").execution().program()).isEqualTo(words("ls", "-l"));
    assertThat(enter("enter -q -- web -- x").execution().program())
        .isEqualTo(words("web", "--", "x"));
  }

  @Test
  void aContainerIdTakesThePlaceOfTheTarget() {
    assertThat(enter("enter --container-id 0123456789ab ls"))
        .isEqualTo(
            new Command.Enter(
                Optional.of(new Target("0123456789ab")), Execution.of(words("ls")), false));
    assertThat(enter("enter --container-id=beef").target()).contains(new Target("beef"));
    assertThat(enter("enter --container-id 1234567890 ls").target())
        .contains(new Target("1234567890"));
  }

  @Test
  void aContainerIdBesideATargetIsRefused() {
    assertThat(rejected("enter web --container-id beef").message())
        .isEqualTo("option --container-id cannot stand beside web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "123456789", "BEEF", "beef beef", "web.1", "''", "99999999"})
  void whatIsNoContainerIdIsRefused(String id) {
    assertThat(rejected("enter --container-id '" + id.replace("'", "") + "' ls").message())
        .startsWith("option --container-id needs 4 to 64 hexadecimal digits");
  }

  @Test
  void anEnormousContainerIdIsRefused() {
    assertThat(rejected("enter --container-id " + "a".repeat(65)).message())
        .endsWith(", not " + "a".repeat(60) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "../x", "'a b'", "'é'", "web:1", "'web\n1'"})
  void aWordThatCannotBeAProcessIsRefused(String target) {
    assertThat(rejected("enter " + target + " ls").message())
        .endsWith(" is not the name of a process such as web.1 or run.7");
  }

  @Test
  void anEmptyTargetIsRefused() {
    assertThat(rejected("enter '' ls").message()).startsWith("an empty word is not the name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "run.7", "7", "shop.run.7", "one-off-7", "shop_web_1", "0a1b2c"})
  void everyFormOfATargetIsTaken(String target) {
    assertThat(enter("enter " + target).target()).contains(new Target(target));
  }

  @Test
  void repeatedOptionsAreRefusedAlsoOnBothSidesOfTheTarget() {
    assertThat(rejected("enter -u a web -u b ls").message())
        .isEqualTo("option --user is given more than once");
    assertThat(rejected("enter --container-id beef --container-id cafe ls").message())
        .isEqualTo("option --container-id is given more than once");
    assertThat(rejected("enter --shell web --no-shell ls").message())
        .isEqualTo("option --shell cannot stand beside --no-shell");
  }

  @Test
  void unknownOptionsAreRefusedOnBothSidesOfTheTarget() {
    assertThat(rejected("enter --foo web").message()).isEqualTo("unknown option --foo for enter");
    assertThat(rejected("exec web --foo ls").message()).isEqualTo("unknown option --foo for enter");
    assertThat(rejected("enter -d web").message()).isEqualTo("unknown option -d for enter");
    assertThat(rejected("enter web -u").message()).startsWith("option --user needs a user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec -it web bash", "enter web -ti bash", "enter --tty web"})
  void whoAsksForATerminalAsDockerDoesIsToldHow(String line) {
    assertThat(rejected(line).usageHint())
        .startsWith("a terminal comes from ssh itself: ssh -t shop@host enter ");
  }

  @Test
  void theShellGetsTheTextFromTheProgramOn() {
    assertThat(enter("enter web.1 -q  cat  < a | wc").execution().program())
        .isEqualTo(new Program.ShellText("cat  < a | wc"));
    assertThat(enter("enter web --shell ls").execution().program())
        .isEqualTo(new Program.ShellText("ls"));
  }

  @Test
  void helpIsAskedForOnBothSidesOfTheTarget() {
    Command help = new Command.Help(Optional.of("enter"), true);
    assertThat(command("enter --help")).isEqualTo(help);
    assertThat(command("ps:exec web --help ls")).isEqualTo(help);
    assertThat(enter("enter web ls --help").execution().program()).isEqualTo(words("ls", "--help"));
  }

  @Test
  void anOpenQuoteIsRefused() {
    assertThat(rejected("enter web echo 'a").message()).contains("is not closed");
  }
}
