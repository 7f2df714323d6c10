package dev.hatchway.command;

import static dev.hatchway.command.Parsing.SHOP;
import static dev.hatchway.command.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.Login;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^ +ssh (?:-t )?shop@host (.+)$");
  private static final Pattern OPTION = Pattern.compile("(?m)^ +((?:-\\w|--[\\w-]+).*?)(?: {2}|$)");
  private static final int TERMINAL_WIDTH = 80;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "enter",
        "attach",
        "wait",
        "ps",
        "logs",
        "stop",
        "kill",
        "inspect",
        "uploads",
        "config",
        "releases",
        "help",
        "version",
        "whoami",
        "apps"
      })
  void everyExampleIsACommand(String topic) {
    List<String> examples =
        EXAMPLE.matcher(help(topic)).results().map(match -> match.group(1)).toList();
    assertThat(examples).isNotEmpty();
    // The user's own shell takes the quotes away, and ssh joins the words by blanks.
    assertThat(examples.stream().map(Line::of))
        .allSatisfy(
            typed ->
                parsed(
                    SHOP, typed.words().stream().map(Word::text).collect(Collectors.joining(" "))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "enter",
        "attach",
        "wait",
        "ps",
        "logs",
        "stop",
        "kill",
        "inspect",
        "uploads",
        "config",
        "releases",
        "help",
        "version",
        "whoami",
        "apps"
      })
  void everyHelpFitsATerminal(String topic) {
    assertThat(help(topic).lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    assertThat(help(topic)).endsWith("\n").doesNotContain("APP").doesNotContain("\t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "enter",
        "attach",
        "wait",
        "ps",
        "logs",
        "stop",
        "kill",
        "inspect",
        "uploads",
        "config",
        "releases"
      })
  void everyOptionInAHelpIsOne(String topic) {
    List<String> options =
        OPTION
            .matcher(help(topic))
            .results()
            .flatMap(match -> Pattern.compile("-[\\w-]+").matcher(match.group(1)).results())
            .map(match -> match.group())
            .filter(option -> option.startsWith("-"))
            .toList();
    assertThat(options).contains("--help");
    assertThat(options)
        .allSatisfy(
            option ->
                assertThat(new CommandParser().parse(SHOP, topic + " " + option).toString())
                    .doesNotContain("unknown option"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "enter",
        "attach",
        "wait",
        "ps",
        "logs",
        "stop",
        "kill",
        "inspect",
        "uploads",
        "config",
        "releases",
        "version",
        "whoami",
        "apps"
      })
  void theOverviewNamesEveryCommand(String name) {
    assertThat(help("")).containsPattern("(?m)^  " + name + "\\b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "enter",
        "attach",
        "wait",
        "ps",
        "logs",
        "stop",
        "kill",
        "inspect",
        "uploads",
        "config",
        "releases"
      })
  void aHelpTellsTheExitCodes(String topic) {
    assertThat(help(topic)).contains("Exit codes: ");
  }

  @Test
  void theGatewaysAccountHasAnOverviewOfItsOwn() {
    String help =
        new HelpText().of(new Login.OfGateway(), new Command.Help(Optional.empty(), true));
    assertThat(help).contains("the gateway's own account").contains("ssh APP@host help");
  }

  @Test
  void theNameOfTheLoginIsOnlyPutInIfItCanBeAnApps() {
    Command.Help help = new Command.Help(Optional.of("ps"), true);
    assertThat(new HelpText().of(new Login.OfApp("\u001b[2J"), help)).contains("ssh APP@host ps");
    assertThat(new HelpText().of(new Login.OfProcess("shop", "web"), help))
        .contains("ssh shop@host ps");
  }

  private static String help(String topic) {
    return new HelpText()
        .of(SHOP, new Command.Help(Optional.of(topic).filter(name -> !name.isEmpty()), true));
  }
}
