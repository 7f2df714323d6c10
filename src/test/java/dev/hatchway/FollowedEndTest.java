package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How {@code logs -f} ends, and that it leaves no connection to the engine behind. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowedEndTest {
  /** Enough for a session to notice its end on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** About 7 MB of lines: far more than every buffer on the way to the client. */
  private static final int MANY = 1_000_000;

  /** The promise is 1 MiB; the rest is what the Java heap grows by for everything else. */
  private static final long GROWTH = 64L * 1024 * 1024;

  private final World world;
  private final OwnApp app;
  private final EngineProxy proxy;
  private final TestGateway gateway;
  private final int idle;

  FollowedEndTest(World world) {
    this.world = world;
    this.app = OwnApp.in(world);
    app.start("web.1", "echo one; exec sleep 1000");
    app.start("web.2", "echo two; exec sleep 1000");
    Path socket = world.machine().newFile("engine.sock");
    this.proxy = EngineProxy.start(world.engine().socket(), socket);
    this.gateway =
        TestGateway.start(Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
    ssh().run("logs").succeeded();
    this.idle = proxy.openNow();
  }

  @AfterAll
  void close() {
    try (app;
        proxy) {
      gateway.close();
    }
  }

  @Test
  void ctrlCAtATerminalEndsItWith130() {
    try (Running logs =
        following(ssh().withTerminal().command("logs", "-f").readingPipe().start())) {
      logs.type("\003");
      assertThat(logs.endWithin(SOON).code()).isEqualTo(130);
    }
    assertNothingIsLeft();
  }

  @Test
  void ctrlCInAWindowEndsItWith130() {
    try (var window = TerminalWindow.open(ssh().with("-t").command("logs", "-f"), 80, 24)) {
      window.awaitScreen("app[web.2]: two");
      window.press("C-c");
      assertThat(window.awaitExit()).isEqualTo(130);
    }
    assertNothingIsLeft();
  }

  @Test
  void aClientThatIsKilledLeavesNothingBehind() {
    for (int i = 0; i < 5; i++) {
      try (Running logs = following(ssh().start("logs", "-f"))) {
        assertThat(proxy.openNow()).isGreaterThan(idle);
        logs.signal("KILL");
      }
    }
    assertNothingIsLeft();
  }

  @Test
  void aClientThatReadsNothingHarmsNobodyAndGetsEveryLineLater() {
    String script =
        "echo begun; until [ -e /go ]; do usleep 50000; done; seq 1 %d; echo the end;"
                .formatted(MANY)
            + " exec sleep 1000";
    String worker = app.start("worker.1", script);
    try (Running logs =
        ssh().command("logs", "-q", "-f", "worker").within(Machine.LONG_LIMIT).start()) {
      logs.awaitOutput("begun\n");
      long before = gateway.memory();
      logs.signal("STOP");
      world.engine().docker("exec", worker, "touch", "/go");
      await("all is logged")
          .atMost(Machine.LONG_LIMIT)
          .until(() -> world.engine().docker("logs", "-n", "1", worker).equals("the end"));
      assertThat(ssh().run("logs", "-q", "-n", "1", "worker").succeeded().out())
          .isEqualTo("the end\n");
      assertThat(ssh().run("ps").code()).isZero();
      assertThat(gateway.memory() - before).isLessThan(GROWTH);
      logs.signal("CONT");
      logs.awaitOutput("the end\n");
      assertThat(logs.outSoFar().lines().count()).isEqualTo(MANY + 2);
    }
    app.remove(worker);
    assertNothingIsLeft();
  }

  @Test
  void anEngineThatGoesAwayEndsItWith125() {
    Path socket = world.machine().newFile("engine.sock");
    try (EngineProxy mortal = EngineProxy.start(world.engine().socket(), socket);
        TestGateway other =
            TestGateway.start(
                Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
        Running logs = following(other.ssh(app.name()).start("logs", "-f"))) {
      mortal.freeze();
      mortal.cutConnections();
      Result result = logs.endWithin(SOON);
      assertThat(result.code()).isEqualTo(125);
      assertThat(result.err()).contains(" !     the container engine does not answer");
    }
  }

  private Ssh ssh() {
    return gateway.ssh(app.name());
  }

  private static Running following(Running logs) {
    logs.awaitOutput("one");
    logs.awaitOutput("two");
    return logs;
  }

  private void assertNothingIsLeft() {
    await("connections to the engine are closed").atMost(SOON).until(() -> proxy.openNow() == idle);
  }
}
