package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
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

  private TestGateway gatewayBehind(Path socket) {
    return TestGateway.start(
        Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
  }
}
