package dev.hatchway.command;

import static dev.hatchway.command.Parsing.SHOP;
import static dev.hatchway.command.Parsing.command;
import static dev.hatchway.command.Parsing.parsed;
import static dev.hatchway.command.Parsing.rejected;
import static dev.hatchway.command.Parsing.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.Login;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
  private static final Login WEB = new Login.OfProcess("shop", "web.1");
  private static final Login GATEWAY = new Login.OfGateway("gate");
  private static final Command SHELL = Command.Run.of(new Program.AnyShell());
  private static final Command UNASKED_HELP = new Command.Help(Optional.empty(), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "keys:list",
        "sessions",
        "run;",
        "RUN ls",
        "''",
        "$(ls)",
        "scp -t ."
      })
  void unknownCommandsAreRefused(String line) {
    ParseResult.Rejected rejected = rejected(line);
    assertThat(rejected.message()).startsWith("unknown command");
    assertThat(rejected.usageHint()).endsWith("ssh shop@host help");
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertThat(rejected("frobnicate x"))
        .isEqualTo(
            new ParseResult.Rejected("unknown command frobnicate", "see: ssh shop@host help"));
  }

  @ParameterizedTest
  @CsvSource({
    "rum,run",
    "entre,enter",
    "pss,ps",
    "lgos,logs",
    "stpo,stop",
    "hlep,help",
    "whoam,whoami"
  })
  void aSlipOfTheKeyboardIsUnderstood(String typed, String meant) {
    assertThat(rejected(typed + " x").usageHint())
        .isEqualTo("did you mean " + meant + "? See: ssh shop@host help");
  }

  @Test
  void optionsInFrontOfACommandAreRefused() {
    assertThat(rejected("--foo run ls"))
        .isEqualTo(
            new ParseResult.Rejected(
                "unknown command --foo",
                "options stand behind the command; see: ssh shop@host help"));
  }

  @Test
  void whatTheClientTypedIsHarmlessInAMessage() {
    assertThat(rejected("'\u001b[31m\nx\u202e\u0085'").message())
        .isEqualTo("unknown command \\u001b[31m\\u000ax\\u202e\\u0085");
    assertThat(rejected("run --\u001bfoo").message())
        .isEqualTo("unknown option --\\u001bfoo for run");
    assertThat(rejected("x".repeat(1_000)).message())
        .isEqualTo("unknown command " + "x".repeat(60) + "…");
  }

  @Test
  void aLineThatIsTooLongIsRefused() {
    String most = "run echo " + "x".repeat(131_071 - "run echo ".length());
    assertThat(command(most)).isInstanceOf(Command.Run.class);
    assertThat(rejected(most + "x").message()).isEqualTo("the line is longer than 131071 bytes");
    assertThat(rejected("run echo " + "é".repeat(70_000)).message()).contains("131071 bytes");
    assertThat(rejected(WEB, "x".repeat(200_000)).message()).contains("131071 bytes");
  }

  @Test
  void aNulCharacterIsRefused() {
    assertThat(rejected("run echo a\0b").message()).contains("NUL");
    assertThat(rejected(WEB, "echo a\0b").message()).contains("NUL");
  }

  @Test
  void aBareLoginIsAShellOnlyWithATerminal() {
    assertThat(bare(SHOP, true)).isEqualTo(new ParseResult.Parsed(SHELL));
    assertThat(bare(SHOP, false)).isEqualTo(new ParseResult.Parsed(UNASKED_HELP));
    assertThat(bare(GATEWAY, true)).isEqualTo(new ParseResult.Parsed(UNASKED_HELP));
    assertThat(command(" ")).isEqualTo(UNASKED_HELP);
    assertThat(parsed(GATEWAY, "")).isEqualTo(UNASKED_HELP);
  }

  @Test
  void aBareLoginToAProcessIsItsShell() {
    Command shell = enter(new Program.AnyShell());
    assertThat(bare(WEB, true)).isEqualTo(new ParseResult.Parsed(shell));
    assertThat(bare(WEB, false)).isEqualTo(new ParseResult.Parsed(shell));
    assertThat(parsed(WEB, " ")).isEqualTo(shell);
    assertThat(bare(new Login.OfProcess("shop", "run"), false))
        .isEqualTo(new ParseResult.Parsed(new Command.RunShared(new Program.AnyShell())));
  }

  @Test
  void theWholeLineIsTheProgramOfAProcess() {
    assertThat(parsed(WEB, "run --help")).isEqualTo(enter(words("run", "--help")));
    assertThat(parsed(WEB, "-d")).isEqualTo(enter(words("-d")));
    assertThat(parsed(WEB, "cd /tmp && ls"))
        .isEqualTo(enter(new Program.ShellText("cd /tmp && ls")));
    assertThat(parsed(new Login.OfProcess("shop", "run"), "rake x"))
        .isEqualTo(new Command.RunShared(words("rake", "x")));
    assertThat(rejected(WEB, "echo 'a").message()).contains("is not closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "a+b", "a b"})
  void aLoginThatNamesNoProcessIsRefused(String process) {
    assertThat(bare(new Login.OfProcess("shop", process), true))
        .isEqualTo(
            new ParseResult.Rejected(
                "the login names no process behind its +: " + process,
                "see which there are: ssh shop@host ps"));
  }

  @Test
  void theGatewaysAccountHasCommandsOfItsOwn() {
    assertThat(parsed(GATEWAY, "apps")).isEqualTo(new Command.Apps(Format.TABLE));
    assertThat(parsed(GATEWAY, "whoami")).isEqualTo(new Command.WhoAmI());
    assertThat(parsed(GATEWAY, "version")).isEqualTo(new Command.Version());
    assertThat(parsed(GATEWAY, "help")).isEqualTo(new Command.Help(Optional.empty(), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run shop ls -l",
        "run -- shop ls -l",
        "--app shop run ls -l",
        "-a shop run ls -l",
        "--app=shop run ls -l"
      })
  void theGatewaysAccountTakesAnAppBehindTheCommandOrBefore(String line) {
    assertThat(new CommandParser().parse(GATEWAY, line))
        .isEqualTo(new ParseResult.ForApp("shop", Command.Run.of(words("ls", "-l"))));
  }

  @Test
  void optionsMayStandBeforeTheAppAndBehindIt() {
    assertThat(new CommandParser().parse(GATEWAY, "run -e A=b shop --no-uploads 'it''s' | wc"))
        .isInstanceOfSatisfying(
            ParseResult.ForApp.class,
            named -> {
              assertThat(named.app()).isEqualTo("shop");
              assertThat(named.command())
                  .isInstanceOfSatisfying(
                      Command.Run.class,
                      run -> {
                        assertThat(run.uploads()).isFalse();
                        assertThat(run.execution().environment()).containsEntry("A", "b");
                        assertThat(run.execution().program())
                            .isEqualTo(new Program.ShellText("'it''s' | wc"));
                      });
            });
  }

  @Test
  void flagsMayStandBeforeTheCommandAsWithDokku() {
    assertThat(new CommandParser().parse(GATEWAY, "--rm --detach run shop ls"))
        .isEqualTo(new ParseResult.ForApp("shop", Parsing.run("run --rm --detach ls")));
    assertThat(Parsing.run("--rm-container run ls -l")).isEqualTo(Parsing.run("run --rm ls -l"));
    assertThat(Parsing.run("--app shop run ls")).isEqualTo(Parsing.run("run ls"));
    assertThat(Parsing.rejected("--app blog run ls").message()).contains("shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "ps", "enter --", "logs -f", "run --rm"})
  void withoutAnAppTheGatewaysAccountAsksForOne(String line) {
    assertThat(Parsing.rejected(GATEWAY, line).message()).contains("needs the name of an app");
  }

  @Test
  void aProcessTypeIsACommandOfItsApp() {
    assertThat(new CommandParser().parse(SHOP, "worker -v 'a b'", List.of("web", "worker")))
        .isEqualTo(new ParseResult.Parsed(Command.Run.of(words("worker", "-v", "a b"))));
    assertThat(Parsing.rejected("worker -v").message()).isEqualTo("unknown command worker");
  }

  @Test
  void theGatewaysAccountRefusesWhatNobodyKnows() {
    assertThat(rejected(GATEWAY, "frobnicate"))
        .isEqualTo(
            new ParseResult.Rejected("unknown command frobnicate", "see: ssh gate@host help"));
    assertThat(rejected(GATEWAY, "app").usageHint())
        .isEqualTo("did you mean apps? See: ssh gate@host help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "run;ssh gate@host run APP …",
        "run shop --foo ls;usage: ssh gate@host run shop [OPTION…] [--] [COMMAND…]",
        "run --foo shop ls;usage: ssh gate@host run APP [OPTION…] [--] [COMMAND…]",
        "--app shop kill;usage: ssh gate@host kill shop [--signal SIG] PROCESS…",
        "run shop -it bash;a terminal comes from ssh itself: ssh -t gate@host run shop [OPTION…]"
            + " [--] [COMMAND…]",
        "ps shop --fromat json;did you mean --format? See: ssh gate@host help ps",
        "apps --foo;usage: ssh gate@host apps [--format table|names|json]",
        "--app shop apps;ssh gate@host apps"
      })
  void aHintAtTheGatewaysAccountCanBeTypedThere(String line, String hint) {
    assertThat(rejected(GATEWAY, line).usageHint()).isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "--app shop --app blog ps,--app is given more than once",
    "-a shop -a shop ps,--app is given more than once",
    "--app= ps,'needs the name of an app, not an empty word'",
    "--app '' ps,'needs the name of an app, not an empty word'",
    "--app ../x ps,'needs the name of an app, not ../x'",
    "--app,unknown command --app",
    "--app shop,unknown command --app"
  })
  void theAppIsNamedOnce(String line, String message) {
    assertThat(rejected(GATEWAY, line).message()).contains(message);
    assertThat(rejected(SHOP, line).message()).contains(message);
  }

  @Test
  void aLoginThatIsNoAppsNameStaysOutOfTheHint() {
    assertThat(rejected(new Login.OfApp("\u001b[2J"), "x").usageHint())
        .isEqualTo("see: ssh APP@host help");
  }

  @Test
  void helpKnowsItsTopicsByAllTheirNames() {
    assertThat(command("help")).isEqualTo(new Command.Help(Optional.empty(), true));
    assertThat(command("--help")).isEqualTo(new Command.Help(Optional.empty(), true));
    assertThat(command("help run:inside")).isEqualTo(new Command.Help(Optional.of("enter"), true));
    assertThat(command("help bash")).isEqualTo(new Command.Help(Optional.of("run"), true));
    assertThat(command("help help")).isEqualTo(new Command.Help(Optional.of("help"), true));
    assertThat(rejected("help me").message())
        .isEqualTo("me is not a command that there is help for");
    assertThat(rejected("help run ps").message()).isEqualTo("help is about one command at a time");
  }

  @ParameterizedTest
  @CsvSource({
    "run ls,RUN",
    "bash,RUN",
    "stop 7,RUN",
    "enter web,ENTER",
    "ps,PS",
    "logs,LOGS",
    "help,",
    "version,",
    "whoami,",
    "apps,"
  })
  void everyCommandSaysWhichPermissionItTakes(String line, String permission) {
    assertThat(command(line).permission())
        .isEqualTo(Optional.ofNullable(permission).map(Permission::valueOf));
  }

  private static Command enter(Program program) {
    return new Command.Enter(Optional.of(new Target("web.1")), Execution.of(program), false);
  }

  private static ParseResult bare(Login login, boolean terminal) {
    return new CommandParser().parseBare(login, terminal);
  }
}
