package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill}: signals to the main programs of processes. */
@InWorld
class KillTest {
  private static final String NAMING =
      "for s in HUP USR1 WINCH; do trap \"echo got $s\" $s; done; echo ready;"
          + " while :; do usleep 50000; done";

  private final World world;

  KillTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill --signal HUP",
        "kill -s SIGHUP",
        "kill --signal=hup",
        "kill --signal sighup",
        "kill --signal 1",
        "send-signal -s HUP"
      })
  void theSignalReachesTheProgram(String verb) {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", NAMING);
      app.awaitLogged(web, "ready");
      Result result = app.ssh().run(verb, "web.1");
      assertThat(result.code()).as(result.toString()).isZero();
      assertThat(result.out()).isEmpty();
      app.awaitLogged(web, "got HUP");
    }
  }

  @Test
  void withoutASignalTheProgramIsKilled() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", NAMING);
      app.awaitLogged(web, "ready");
      assertThat(app.ssh().run("kill", "web").succeeded().err())
          .isEqualTo("-----> Sent KILL to web.1\n");
      assertThat(world.engine().docker("wait", web)).isEqualTo("137");
    }
  }

  @Test
  void severalAreKilledAndAOneOffByItsNumber() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", NAMING);
      app.awaitLogged(web, "ready");
      String name = app.ssh().run("run", "-d", "sleep", "1000").succeeded().out().strip();
      String number = name.substring(name.lastIndexOf('.') + 1);
      app.ssh().run("kill", "web.1", number).succeeded();
      assertThat(world.engine().docker("wait", web)).isEqualTo("137");
      assertThat(world.engine().docker("wait", name)).isEqualTo("137");
    }
  }

  @Test
  void whatDoesNotRunIsNamedAndNothingElseIsKilled() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", NAMING);
      String worker = app.start("worker.1", "exit 0");
      world.engine().docker("wait", worker);
      Result result = app.ssh().run("kill", "web.1", "worker.1");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).startsWith(" !     worker.1 in " + app.name() + " is not running");
      assertThat(world.engine().inspect(web).at("/State/Running").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--signal NOPE web.1",
        "--signal 0 web.1",
        "--signal 32 web.1",
        "--signal 65 web.1",
        "--signal '' web.1",
        "--signal SIGSIGHUP web.1",
        "web.9",
        "",
        "web.1 --signal"
      })
  void whatMakesNoSenseIsRefusedAndKillsNothing(String words) {
    Result result = world.ssh().run("kill " + words);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith(" !     ");
    assertThat(world.ssh().run("ps", "--format", "names").out()).contains("web.1");
  }
}
