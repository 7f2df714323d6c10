package dev.hatchway.command;

import static dev.hatchway.command.Parsing.SHOP;
import static dev.hatchway.command.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hatchway.model.Login;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTextTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^ +ssh (?:-t )?shop@host (.+)$");
  private static final Pattern OPTION = Pattern.compile("(?m)^ +((?:-\\w|--[\\w-]+).*?)(?: {2}|$)");
  private static final int TERMINAL_WIDTH = 80;
  private static final Login GATEWAY = new Login.OfGateway("gate");

  @ParameterizedTest
  @MethodSource("topicsAndOverview")
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
  @MethodSource("topicsAndOverview")
  void everyHelpFitsATerminal(String topic) {
    assertThat(help(topic).lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    assertThat(help(topic)).endsWith("\n").doesNotContain("APP").doesNotContain("\t");
  }

  @ParameterizedTest
  @MethodSource("topics")
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
  @MethodSource("topics")
  void theOverviewNamesEveryCommand(String name) {
    assertThat(help("")).containsPattern("(?m)^  " + name + "\\b");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aHelpTellsTheExitCodes(String topic) {
    assertThat(help(topic)).contains("Exit codes: ");
  }

  @Test
  void theGatewaysAccountHasAnOverviewOfItsOwn() {
    String help = new HelpText().of(GATEWAY, new Command.Help(Optional.empty(), true));
    assertThat(help)
        .contains("the gateway's own account", "ssh gate@host ps APP", "ssh APP@host\n");
  }

  @Test
  void theNameOfTheLoginIsOnlyPutInIfItCanBeAnApps() {
    Command.Help help = new Command.Help(Optional.of("ps"), true);
    assertThat(new HelpText().of(new Login.OfApp("\u001b[2J"), help)).contains("ssh APP@host ps");
    assertThat(new HelpText().of(new Login.OfProcess("shop", "web"), help))
        .contains("ssh shop@host ps");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameHasTheHelpOfItsCommand(String name, String topic) {
    Command asked = new Command.Help(Optional.of(topic), true);
    assertThat(parsed(SHOP, "help " + name)).isEqualTo(asked);
    assertThat(parsed(GATEWAY, "help " + name)).isEqualTo(asked);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandHasTheOptionHelp(String name, String topic) {
    // What follows the name of a shell belongs to the shell.
    boolean isShell = List.of("bash", "sh", "console").contains(name);
    if (!isShell) {
      assertThat(parsed(SHOP, name + " --help"))
          .isEqualTo(new Command.Help(Optional.of(topic), true));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aHelpNamesAllNamesOfItsCommand(String name, String topic) {
    assertThat(help(topic) + help("")).containsPattern("(^|[ (])" + name + "([ ,):]|$)");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyOptionOfACommandIsInItsHelp(String topic) {
    assertThat(new Verbs().find(topic).orElseThrow().options())
        .flatExtracting(Option::names)
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(help(topic)).containsPattern("[ ,]" + name + "[ ,=\\[)|\n]"));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theGatewaysAccountHasItsOwnWordsInEveryHelp(String topic) {
    String help = new HelpText().of(GATEWAY, new Command.Help(Optional.of(topic), true));
    Verbs verbs = new Verbs();
    boolean takesApp = !verbs.isOfBoth(verbs.find(topic).orElseThrow());
    assertThat(help).startsWith(takesApp ? topic + " APP" : topic);
    assertThat(help).contains("ssh ").doesNotContain("APP@host");
    assertThat(help.lines()).allMatch(line -> line.length() <= TERMINAL_WIDTH);
  }

  private static Stream<String> topics() {
    return new Verbs().all().stream().map(Verb::topic).distinct();
  }

  private static Stream<String> topicsAndOverview() {
    return Stream.concat(Stream.of(""), topics());
  }

  private static Stream<Arguments> names() {
    return new Verbs().all().stream().flatMap(HelpTextTest::names);
  }

  private static Stream<Arguments> names(Verb verb) {
    return verb.names().stream()
        .filter(name -> !name.startsWith("-"))
        .map(name -> arguments(name, verb.topic()));
  }

  private static String help(String topic) {
    return new HelpText()
        .of(SHOP, new Command.Help(Optional.of(topic).filter(name -> !name.isEmpty()), true));
  }
}
