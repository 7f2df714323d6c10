package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway's own account, under a name that is set: the commands of an app with the app's name
 * behind them, as users of Dokku write them, or before them, as those of Heroku do.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayAccountTest {
  private static final String ACCOUNT = "dokku";

  private final World world;
  private final String app;
  private final WatchedGateway gateway;

  GatewayAccountTest(World world) {
    this.world = world;
    this.app = world.app().name();
    world.others();
    Home home = Home.create(world.machine()).settings("account: " + ACCOUNT + "\n");
    this.gateway = WatchedGateway.start(world, home, ACCOUNT);
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(app);
  }

  @AfterAll
  void end() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run APP",
        "run -- APP",
        "run -e A=1 APP",
        "run APP -e A=1",
        "run APP --",
        "--rm run APP",
        "--rm-container run APP",
        "--app APP run",
        "-a APP run",
        "--app=APP --rm run -q",
        "--quiet run APP",
        "enter APP web.1",
        "enter APP web.1 --",
        "enter -e A=1 APP web",
        "exec APP web.2",
        "--app APP enter web.1"
      })
  void theExitCodeIsTheProgramsAndItsInputAndOutputAreWhole(String words) {
    // What stands behind its own -- is no option of the client.
    Program program =
        account().command("--", words.replace("APP", app), "tr a b; echo apart >&2; exit 42");
    Result result = program.reading("banana").run();
    assertThat(result.out()).isEqualTo("bbnbnb");
    assertThat(result.err()).isEqualTo("apart\n");
    assertThat(result.code()).isEqualTo(42);
  }

  @Test
  void aDetachedOneOffIsFoundStoppedAndReadThere() {
    Result started = account().run("--", "--detach", "run", app, "echo hello; exec sleep 600");
    String name = started.succeeded().out().strip().substring(app.length() + 1);
    assertThat(started.err()).endsWith(app + "@host logs " + name + "\n");
    assertThat(account().run("ps", app, "run", "--format", "names").out()).isEqualTo(name + "\n");
    assertThat(account().run("--", "-a", app, "logs", name, "-q").out()).isEqualTo("hello\n");
    account().run("ps:stop", app, name).succeeded();
    assertThat(world.engine().inspect(app + "." + name).at("/State/Running").asBoolean()).isFalse();
    world.engine().docker("rm", "-f", app + "." + name);
  }

  @Test
  void aShellThereIsAShellInTheApp() {
    Ssh ssh = gateway.ssh(ACCOUNT).with("-t");
    try (var window = TerminalWindow.open(ssh.command("run", app), 100, 30)) {
      window.enter("echo I am $DYNO in $PWD");
      window.awaitScreen("I am run.");
      window.enter("exit 42");
      assertThat(window.awaitExit()).isEqualTo(42);
    }
  }

  @Test
  void filesSentToTheAppsAccountAreInItsNextOneOff() {
    Path file = world.machine().file("dump", "content\n".getBytes(StandardCharsets.UTF_8));
    gateway.ssh(app).scp(file.toString(), ":dump.sql").succeeded();
    assertThat(account().run("run", app, "cat /tmp/uploads/dump.sql").out()).isEqualTo("content\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run APP true",
        "run APP --foo",
        "enter APP web.1 true",
        "ps APP",
        "logs APP",
        "stop APP web.1",
        "--app APP kill web.1",
        "inspect APP web.1",
        "config APP",
        "releases APP",
        "attach APP run.1"
      })
  void anAppThatOneMayNotUseLooksLikeOneThatIsNotThere(String words) {
    Path key = gateway.gateway().home().newUser("bob");
    String rule = "apps=\"" + world.others().own() + "\" ";
    Home home = gateway.gateway().home();
    home.withdraw(Home.publicKey(key));
    home.authorize(rule + Home.publicKey(key));
    Ssh bob = gateway.ssh(ACCOUNT).with(key);
    List<String> before = gateway.deeds();
    for (String name : List.of(app, "no-such-app")) {
      Result result = bob.run("--", words.replace("APP", name));
      boolean isWrong = words.contains("--foo");
      assertThat(result.out()).isEmpty();
      if (!isWrong) {
        assertThat(result.err())
            .isEqualTo(" !     no app %s here. Yours: %s%n".formatted(name, world.others().own()));
        assertThat(result.code()).isEqualTo(20);
      }
    }
    assertThat(gateway.deeds()).isEqualTo(before);
    assertThat(bob.run("run", world.others().own(), "echo hi").out()).isEqualTo("hi\n");
    world.engine().awaitNoOneOffs(world.others().own());
  }

  @ParameterizedTest
  @CsvSource({"run APP true,run", "enter APP web.1 true,enter", "stop APP web.1,run"})
  void whatTheKeyMayNotDoIsRefusedThereToo(String words, String verb) {
    Home home = gateway.gateway().home();
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "carol");
    home.authorize("verbs=\"ps,logs\" " + Home.publicKey(key));
    Ssh carol = gateway.ssh(ACCOUNT).with(key);
    List<String> before = gateway.deeds();
    Result there = carol.run(words.replace("APP", app));
    Result here = carol.as(app).run(words.replace(" APP", ""));
    assertThat(there.code()).isEqualTo(1);
    assertThat(there.err()).startsWith(" !     ").contains(verb).isEqualTo(here.err());
    assertThat(gateway.deeds()).isEqualTo(before);
    assertThat(carol.run("ps", app, "--format", "names").out()).contains("web.1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run|run needs the name of an app here|ssh dokku@host run APP …",
        "run APP --foo ls|unknown option --foo for run"
            + "|usage: ssh dokku@host run APP [OPTION…] [--] [COMMAND…]",
        "rnu APP ls|unknown command rnu|did you mean run? See: ssh dokku@host help",
        "--app APP apps|apps is not about one app, so none can be named|ssh dokku@host apps",
        "--app x --app y ps|option --app is given more than once"
            + "|the login can name it, too: ssh dokku@host help"
      })
  void whatIsTypedWrongIsToldInWordsThatCanBeTypedThere(String line, String wrong, String hint) {
    Result result = account().run("--", line.replace("APP", app));
    // A hint names the app if the line did.
    String expected = line.contains("APP") ? hint.replace("APP", app) : hint;
    assertThat(result.err()).isEqualTo(" !     " + wrong + "\n !     " + expected + "\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run ../x true", "run '' true", "ps no-such-app", "enter 'a b' web"})
  void anAppThatIsNotThereIsNamed(String line) {
    Result result = account().run(line);
    assertThat(result.err()).startsWith(" !     no app ").contains("Yours: ", app);
    assertThat(result.err()).contains(line.replaceAll("^\\S+ '?([^' ]*).*", "$1"));
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(20);
  }

  @Test
  void aNameOfAnAppThatNobodyCanReadIsShownShortened() {
    Result result = account().run("ps", "x".repeat(100_000));
    assertThat(result.err()).contains("no app " + "x".repeat(120) + "… here.");
    assertThat(result.code()).isEqualTo(20);
    assertThat(account().run("ps", "$'\033[31m'").err()).doesNotContain("\033");
  }

  @Test
  void bothAccountsExplainThemselves() {
    assertThat(account().run("help").succeeded().out())
        .contains("the gateway's own account", "ssh dokku@host ps APP", "  apps ");
    assertThat(account().run("help", "run").succeeded().out())
        .startsWith("run APP [OPTION…]")
        .contains("ssh dokku@host run APP -e ");
    assertThat(account().run("run", app, "--help").succeeded().out())
        .startsWith("run APP [OPTION…]");
    assertThat(gateway.ssh(app).run("help").succeeded().out())
        .contains("the containers of " + app, "ssh -t " + app + "@host run bash");
    assertThat(gateway.ssh(app).run("run --help").succeeded().out())
        .startsWith("run [OPTION…]")
        .contains("ssh " + app + "@host run -e ");
  }

  @Test
  void aBareLoginPrintsItsHelp() {
    Result result = account().run("''");
    assertThat(result.code()).isEqualTo(2);
    result = gateway.ssh(ACCOUNT).run();
    assertThat(result.err()).contains("the gateway's own account");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void theUsualNameOfTheAccountIsThatOfAnAppThen() {
    Result result = gateway.ssh("hatchway").run("apps");
    assertThat(result.err()).startsWith(" !     no app hatchway here.");
    assertThat(result.code()).isEqualTo(20);
  }

  private Ssh account() {
    return gateway.ssh();
  }
}
