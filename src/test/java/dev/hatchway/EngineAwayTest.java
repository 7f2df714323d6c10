package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine is not there when the gateway starts, goes away later, and comes back. */
@InWorld
class EngineAwayTest {
  private static final int FAILED = 125;

  /** Within this time a login is told that the engine does not answer. */
  private static final Duration TOLD = Duration.ofSeconds(5);

  /** The time in which {@code ssh} connects and logs in on a busy machine. */
  private static final Duration LOGIN = Duration.ofSeconds(2);

  private final World world;

  EngineAwayTest(World world) {
    this.world = world;
    world.app();
  }

  @Test
  void withoutAnEngineTheGatewayDoesNotStartAndLeavesNothing() throws Exception {
    Home home = Home.create(world.machine());
    Path nowhere = world.machine().newFile("nowhere.sock");
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Result result =
        TestGateway.serve(
                home, "--docker-host", EngineProxy.host(nowhere), "--listen", "127.0.0.1:" + port)
            .run();
    assertThat(result.code()).isEqualTo(FAILED);
    assertThat(result.err()).contains(nowhere.toString()).doesNotContain("Exception", "\tat ");
    assertThat(result.out()).isEmpty();
    try (var again = new ServerSocket(port)) {
      assertThat(again.isBound()).isTrue();
    }
    try (var gateway = TestGateway.start(home)) {
      assertThat(gateway.ssh(world.app().name()).run("run", "true").code()).isZero();
    }
  }

  @Test
  void aLoginWhileTheEngineIsAwayIsToldSoAndWorksAgainLater() {
    Path socket = world.machine().newFile("engine.sock");
    var first = EngineProxy.start(world.engine().socket(), socket);
    try (first;
        var gateway = gatewayBehind(socket)) {
      Ssh ssh = gateway.ssh(world.app().name());
      assertThat(ssh.run("run", "true").code()).isZero();
      assertThat(first.accepted()).isPositive();
      first.close();
      for (String line : new String[] {"run true", "enter web.1 true"}) {
        Result result = ssh.command(line).within(TOLD.plus(LOGIN)).run();
        assertThat(result.err()).contains(" !     the container engine does not answer");
        assertThat(result.code()).isEqualTo(FAILED);
      }
      try (var back = EngineProxy.start(world.engine().socket(), socket)) {
        await().atMost(Machine.LIMIT).until(() -> ssh.run("run", "true").code() == 0);
        assertThat(ssh.run("enter", "web.1", "echo", "back").out()).isEqualTo("back\n");
        assertThat(back.accepted()).isPositive();
      }
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run true", "enter web.1 true"})
  void aLoginWhileTheEngineHangsIsToldSo(String line) {
    Path socket = world.machine().newFile("engine.sock");
    try (var proxy = EngineProxy.start(world.engine().socket(), socket);
        var gateway = gatewayBehind(socket)) {
      Ssh ssh = gateway.ssh(world.app().name());
      assertThat(ssh.run("run", "true").code()).isZero();
      world.engine().awaitNoOneOffs(world.app().name());
      proxy.freeze();
      Result result = ssh.command(line).within(TOLD.plus(LOGIN)).run();
      assertThat(result.err()).contains(" !     the container engine does not answer");
      assertThat(result.code()).isEqualTo(FAILED);
    }
  }

  @Test
  void aSessionWhoseEngineGoesAwayEndsWithAReason() {
    Path socket = world.machine().newFile("engine.sock");
    String container;
    var proxy = EngineProxy.start(world.engine().socket(), socket);
    try (proxy;
        var gateway = gatewayBehind(socket)) {
      Program program =
          gateway.ssh(world.app().name()).command("run", "echo $DYNO; sleep 600; true");
      try (var running = program.start()) {
        running.awaitOutput("\n");
        container = world.app().name() + "." + running.outSoFar().strip();
        proxy.close();
        Result result = running.endWithin(TOLD.multipliedBy(2));
        assertThat(result.code()).isEqualTo(FAILED);
        assertThat(result.err()).contains(" !     ").contains("engine");
      }
    }
    // Nobody could remove it: its engine was gone, and the gateway with it.
    world.engine().docker("rm", "-f", container);
  }

  @Test
  void whatCouldNotBeRemovedIsWhenTheEngineIsBack() {
    Path socket = world.machine().newFile("engine.sock");
    var proxy = EngineProxy.start(world.engine().socket(), socket);
    try (proxy;
        var gateway = gatewayBehind(socket)) {
      Program program = gateway.ssh(world.app().name()).command("run", "echo ready; sleep 600");
      try (var running = program.start()) {
        running.awaitOutput("ready");
        proxy.close();
        assertThat(running.endWithin(TOLD.multipliedBy(2)).code()).isEqualTo(FAILED);
      }
      assertThat(world.engine().oneOffs(world.app().name())).isNotEmpty();
      try (var back = EngineProxy.start(world.engine().socket(), socket)) {
        world.engine().awaitNoOneOffs(world.app().name());
        assertThat(back.accepted()).isPositive();
      }
    }
  }

  /** What is on the way when a connection is cut is lost, which has to be said. */
  @Test
  void aOneOffWhoseConnectionIsCutGoesOnAndNothingIsLostSilentlyOrDoubled() {
    Path socket = world.machine().newFile("engine.sock");
    String script = "for i in $(seq 100 140); do echo $i; usleep 70000; done; exit 5";
    try (var proxy = EngineProxy.start(world.engine().socket(), socket);
        var gateway = gatewayBehind(socket);
        Running run = gateway.ssh(world.app().name()).start("run", script)) {
      run.awaitOutput("105\n");
      proxy.cutConnections();
      Result result = run.end();
      assertThat(result.code()).isEqualTo(5);
      assertThat(result.err()).startsWith(" !     the container engine is back and run.");
      List<String> lines = result.out().lines().toList();
      assertThat(lines).isSorted().doesNotHaveDuplicates().endsWith("140");
      if (!result.err().contains("output may be missing")) {
        assertThat(lines).hasSize(41);
      }
    }
  }

  /** The engine's events come through a connection that is dead, and nobody is told. */
  @Test
  void whatHappensWhileTheEventsAreSilentIsSeenAllTheSame() {
    Path socket = world.machine().newFile("engine.sock");
    try (OwnApp app = OwnApp.in(world);
        var proxy = EngineProxy.start(world.engine().socket(), socket);
        var gateway = gatewayBehind(socket)) {
      String web = app.start("web.1", "exec sleep 1000");
      Ssh ssh = gateway.ssh(app.name());
      assertThat(ssh.run("ps", "--format", "names").out()).isEqualTo("web.1\n");
      proxy.numbConnections();
      app.remove(web);
      app.start("web.2", "exec sleep 1000");
      await("what happened is seen")
          .atMost(Machine.LIMIT)
          .until(() -> ssh.run("ps", "--format", "names").out(), "web.2\n"::equals);
    }
  }

  private TestGateway gatewayBehind(Path socket) {
    return TestGateway.start(
        Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
  }
}
