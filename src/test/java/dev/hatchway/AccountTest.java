package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins without a command, and logins straight into a process. */
@InWorld
class AccountTest {
  private final World world;

  AccountTest(World world) {
    this.world = world;
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
    world.engine().awaitNoOneOffs(world.others().own());
  }

  @Test
  void aBareLoginWithATerminalIsAShellInAOneOff() {
    try (var window = TerminalWindow.open(world.ssh().with("-t").command(), 100, 30)) {
      window.enter("echo I am $DYNO in $PWD");
      window.awaitScreen("I am run.");
      window.awaitScreen("in /srv");
      window.enter("exit 42");
      assertThat(window.awaitExit()).isEqualTo(42);
    }
  }

  @Test
  void filesForTheGatewaysOwnAccountAreToldWhereToGo() {
    Result result = world.ssh().as("hatchway").with("-s").run("sftp");
    assertThat(result.err()).startsWith(" !     ").contains("scp FILE APP@HOST:");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void aBareLoginWithoutATerminalPrintsHelp() {
    Result result = world.ssh().run();
    assertThat(result.out() + result.err()).contains("run", "enter", "ps");
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web"})
  void bashIsTheShellWhereThereIsOne(String verb) {
    Ssh own = world.ssh().as(world.others().own());
    Program shell = own.command(verb).reading("echo $SHELL_IS\n");
    assertThat(shell.run().out()).isEqualTo("bash\n");
  }

  @Test
  void aLineSaysThatTheShellIsNotBash() {
    Ssh ssh = world.ssh().with("-t");
    try (var window = TerminalWindow.open(ssh.command("enter", "web.2"), 100, 30)) {
      window.awaitScreen("bash");
      window.enter("exit");
      assertThat(window.awaitExit()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter job.1"})
  void anImageWithoutAShellSaysWhatToDo(String verb) {
    Ssh bare = world.ssh().as(world.others().bare());
    Result result = bare.withTerminal().run(verb);
    assertThat(result.err()).contains(" !     ").contains("shell");
    assertThat(result.code()).isEqualTo(127);
    world.engine().awaitNoOneOffs(world.others().bare());
  }

  @Test
  void aProcessLoginRunsAnyLineInThatProcess() {
    Ssh inside = world.ssh().as(world.app().name() + "+web.2");
    assertThat(inside.run("cat /etc/hostname").out().strip())
        .isEqualTo(
            world
                .engine()
                .inspect(world.app().container("web", 2))
                .at("/Config/Hostname")
                .asText());
    assertThat(inside.run("echo a; echo b >&2; exit 42").code()).isEqualTo(42);
    assertThat(inside.command("cat | tr a b").reading("banana").run().out()).isEqualTo("bbnbnb");
  }

  @Test
  void wordsOfTheAppsAccountMeanNothingInAProcessLogin() {
    Ssh inside = world.ssh().as(world.app().name() + "+web.1");
    assertThat(inside.run("ps").out()).contains("PID");
    assertThat(inside.run("run true").code()).isEqualTo(127);
  }

  @Test
  void aProcessLoginWithoutACommandIsAShellThere() {
    Ssh inside = world.ssh().as(world.app().name() + "+web.1").with("-t");
    try (var window = TerminalWindow.open(inside.command(), 100, 30)) {
      window.enter("echo I am $(id -un) in $PWD");
      window.awaitScreen("I am app in /srv");
      window.enter("exit 42");
      assertThat(window.awaitExit()).isEqualTo(42);
    }
  }

  @Test
  void aProcessLoginToATypeLeadsToItsLowestNumber() {
    Ssh inside = world.ssh().as(world.app().name() + "+worker");
    assertThat(inside.run("echo $QUEUE").out()).isEqualTo("mail\n");
  }

  @Test
  void aLoginToRunIsAFreshOneOff() {
    Ssh fresh = world.ssh().as(world.app().name() + "+run");
    assertThat(fresh.run("echo $DYNO; exit 42").out()).startsWith("run.");
    assertThat(fresh.run("exit 42").code()).isEqualTo(42);
  }

  @Test
  void aLoginToAnUnknownProcessIsRefused() {
    Result result = world.ssh().as(world.app().name() + "+web.9").run("true");
    assertThat(result.err()).contains("no process web.9 in " + world.app().name());
    assertThat(result.code()).isEqualTo(2);
    assertThat(world.ssh().as("no-such-app+web.1").run("true").code()).isEqualTo(20);
  }
}
