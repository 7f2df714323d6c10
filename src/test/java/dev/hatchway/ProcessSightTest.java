package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Line 11 of the contract wherever the gateway is, also after it was killed. */
@InWorld
class ProcessSightTest {
  private final World world;
  private final Home home;
  private final String web;

  ProcessSightTest(World world) {
    this.world = world;
    this.web = world.app().container("web", 1);
    this.home = Home.create(world.machine());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
  void theTreeIsGoneAndOthersGoOn(Sight sight) {
    Sleeps sleeps = Sleeps.of(world);
    Sleeps others = Sleeps.of(world);
    String script = sleeps.family() + "echo ready; exec " + sleeps.command(Sleeps.FAMILY);
    try (var gateway = sight.start(home);
        var killed = gateway.ssh(world.app().name()).start("enter", "web.1", script);
        var other = keep(gateway, others)) {
      killed.awaitOutput("ready");
      sleeps.awaitCount(web, Sleeps.FAMILY + 1);
      others.awaitCount(web, 2);
      killed.signal("KILL");
      sleeps.awaitNone(web);
      others.awaitCount(web, 2);
      other.type("still here\n");
      other.closeInput();
      assertThat(other.end().out()).endsWith("still here\n");
      others.awaitNone(web);
    }
  }

  @Test
  void theProgramIsGoneInAnImageWithoutAShell() {
    Sleeps sleeps = Sleeps.of(world);
    String container = world.others().bareContainer();
    String seconds = Integer.toString(sleeps.first());
    try (var gateway = Sight.NOTHING.start(home);
        var running =
            gateway.ssh(world.others().bare()).start("enter", "job.1", "sleep", seconds)) {
      sleeps.awaitCount(container, 1);
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WHOLE", "NOTHING"})
  void afterTheGatewayWasKilledItsNextStartEndsItsTreesOnly(Sight sight) {
    Sleeps sleeps = Sleeps.of(world);
    Sleeps others = Sleeps.of(world);
    String script = sleeps.family() + "echo ready; exec " + sleeps.command(Sleeps.FAMILY);
    try (var other = keep(world.gateway(), others)) {
      other.awaitOutput("ready");
      try (var gateway = sight.start(home);
          var running = gateway.ssh(world.app().name()).start("enter", "web.1", script)) {
        running.awaitOutput("ready");
        sleeps.awaitCount(web, Sleeps.FAMILY + 1);
        gateway.kill();
        running.end();
      }
      assertThat(sleeps.in(web)).isNotEmpty();
      try (var gateway = sight.start(home)) {
        // What was left behind is looked for when it is ready.
        sleeps.awaitNone(web, Machine.LIMIT);
        assertThat(gateway.ssh(world.app().name()).run("enter", "web.1", "echo new").out())
            .isEqualTo("new\n");
      }
      others.awaitCount(web, 2);
      assertThat(other.isAlive()).isTrue();
    }
  }

  /** A session with a child of its own, which ends with its input. */
  private Running keep(TestGateway gateway, Sleeps sleeps) {
    String script = sleeps.command(0) + " >/dev/null 2>&1 & echo ready; cat; true";
    Ssh ssh = gateway.ssh(world.app().name());
    return ssh.command("enter", "web.1", script).readingPipe().start();
  }
}
