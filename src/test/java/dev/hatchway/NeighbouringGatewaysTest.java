package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two gateways with a home each at one engine: neither ends what is the other's while it lives. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighbouringGatewaysTest {
  private static final String SETTINGS = "run: {reattach-grace: 1s, takeover: 4s}\n";

  /** The time after which one is taken for dead, the grace, and a look after each. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(50);

  private static final String NAME = "(?s).*?(run\\.[0-9]+)\\s.*";

  private final World world;
  private final String app;
  private final EngineProxy proxy;
  private final Home oneHome;
  private final TestGateway one;
  private final TestGateway other;

  NeighbouringGatewaysTest(World world) {
    this.world = world;
    this.app = world.engine().named("neighbours");
    SampleApp.started(
        world.engine(),
        app,
        OtherApps.own(app, "web", 1),
        List.of("--network", "none"),
        world.images().busybox(),
        SampleApp.IDLE);
    Path socket = world.machine().newFile("engine");
    this.proxy = EngineProxy.start(world.engine().socket(), socket);
    this.oneHome = Home.create(world.machine()).settings(SETTINGS);
    this.one = TestGateway.start(oneHome, "--docker-host", EngineProxy.host(socket));
    this.other = TestGateway.start(Home.create(world.machine()).settings(SETTINGS));
  }

  @AfterAll
  void stop() {
    try (proxy;
        one) {
      other.close();
    }
    world.engine().docker("rm", "--force", app);
  }

  /** In one test, since it takes the gateways some time to take note of each other. */
  @Test
  void whatIsTheOthersIsLeftAloneUntilThatIsGoneForGood() {
    Ssh terminal = one.ssh(app).withTerminal();
    try (var attached = terminal.command("run", "echo $DYNO; exec cat").readingPipe().start();
        var created = startThatStandsStill()) {
      String name = nameIn(attached);
      String detached = one.ssh(app).run("run", "-q", "-d", "sleep 600").succeeded().out().strip();
      visit(name);
      letTheOtherLook();
      assertThat(world.engine().oneOffs(app)).hasSize(3);
      assertThat(attached.isAlive()).isTrue();
      assertThat(signs()).hasSize(2);

      one.kill();
      await("taken over")
          .atMost(TAKEN_OVER)
          .untilAsserted(() -> assertThat(world.engine().oneOffs(app)).containsExactly(detached));
      assertThat(signs()).hasSize(1);
      assertThat(world.engine().inspect(detached).at("/State/Running").asBoolean()).isTrue();
      assertThat(created.end().code()).isNotZero();
      world.engine().docker("rm", "-f", detached);
    }
  }

  /** A run of the first gateway that has a container and waits for the engine to start it. */
  private Running startThatStandsStill() {
    HeldCall start = proxy.hold(HeldCall.Moment.CALL, "POST /containers/[0-9a-f]+/attach");
    Running running = one.ssh(app).start("run", "sleep 600");
    await("created").atMost(Machine.LIMIT).until(start::isHeld);
    return running;
  }

  /** Comes to it through the other gateway, and leaves it again. */
  private void visit(String name) {
    Ssh terminal = other.ssh(app).withTerminal();
    try (var guest = terminal.command("attach", name).readingPipe().start()) {
      guest.awaitOutput(name);
      guest.signal("KILL");
    }
  }

  /** When it has ended one in time it has looked at all others, too. */
  private void letTheOtherLook() {
    String line = "run -q -d --keep=1s --ttl 2s exec sleep 600";
    String timed = other.ssh(app).run(line).succeeded().out().strip();
    await("a look").atMost(Machine.LIMIT).until(() -> !world.engine().has(timed));
  }

  private List<String> signs() {
    return world
        .engine()
        .docker("volume", "ls", "-q", "--filter", "label=hatchway.beat")
        .lines()
        .filter(sign -> sign.startsWith("hatchway-gateway-"))
        .map(sign -> sign.replaceFirst("-[0-9]+$", ""))
        .filter(sign -> sign.endsWith(id(one)) || sign.endsWith(id(other)))
        .distinct()
        .toList();
  }

  private static String id(TestGateway gateway) {
    return Home.read(gateway.home().folder().resolve("var/gateway-id")).strip();
  }

  private static String nameIn(Running running) {
    await("name")
        .atMost(Machine.LIMIT)
        .failFast(running::mustBeAlive)
        .until(() -> running.outSoFar().matches(NAME));
    return running.outSoFar().replaceAll(NAME, "$1");
  }
}
