package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line 14 of the contract: what becomes of sessions that a gateway which stops cannot wait for. */
@InWorld
class DrainEndTest {
  private static final String SETTINGS = "drain:\n  timeout: 2s\n";

  /** TERM, ten seconds, KILL and the removal; all of it after the two seconds. */
  private static final Duration STUBBORN = Duration.ofSeconds(2 + 13 + 5);

  /** Without anything to kill. */
  private static final Duration SOON = Duration.ofSeconds(8);

  /** Writes the name of each signal that it gets into the app's volume, under that name. */
  private static final String TELLING =
      "for s in HUP TERM; do trap \"echo $s >>/data/%s; test $s = HUP || exit 0\" $s; done; "
          + "echo; echo $DYNO ready; while :; do sleep 0.1; done";

  private static final String PLAIN_PROGRAM = "echo; echo $DYNO ready; exec sleep 600";

  private static final String STUBBORN_PROGRAM =
      "trap '' HUP TERM; echo; echo $DYNO ready; while :; do sleep 0.1; done";

  private final World world;

  DrainEndTest(World world) {
    this.world = world;
    world.app();
    world.others();
  }

  @Test
  void whatStillRunsWhenTheTimeIsUpEndsAsIfItsClientHadGone() {
    try (var gateway = TestGateway.start(home())) {
      Ssh ssh = gateway.ssh(app());
      try (var plain = ready(ssh, "run", TELLING.formatted("plain"));
          var terminal = ready(ssh.withTerminal(), "run", TELLING.formatted("terminal"));
          var stubborn = ready(ssh, "run", STUBBORN_PROGRAM);
          var entered = ready(ssh, "enter", "web.1", "echo ready; exec sleep 7654321");
          var shared = ready(ssh.as(app() + "+run"), "echo ready; exec sleep 600");
          var follower = ssh.start("logs", "-f", "web")) {
        gateway.terminate();
        assertThat(ended(gateway, STUBBORN).code()).isZero();
        assertThat(List.of(plain, terminal, stubborn, entered, shared, follower))
            .allSatisfy(each -> assertThat(each.end().code()).isNotZero());
      }
    }
    assertThat(mark("plain")).isEqualTo("TERM");
    assertThat(mark("terminal")).isEqualTo("HUP\nTERM");
    assertThat(world.engine().oneOffs(app())).isEmpty();
    assertThat(world.engine().processesOf(world.app().container("web", 1)))
        .noneMatch(process -> process.contains("sleep 7654321"));
  }

  @Test
  void oneThatIsToOutliveItsClientGoesOnThoughTheClientIsThere() {
    String container;
    try (var gateway = TestGateway.start(home());
        var kept = ready(gateway.ssh(app()), "run", "--on-disconnect", "keep", PLAIN_PROGRAM)) {
      container = app() + "." + kept.outSoFar().replaceAll("(?s).*(run\\.[0-9]+) ready.*", "$1");
      gateway.terminate();
      assertThat(ended(gateway, SOON).code()).isZero();
      assertThat(kept.end().code()).isNotZero();
    }
    assertThat(world.engine().inspect(container).at("/State/Running").asBoolean()).isTrue();
    world.engine().docker("rm", "-f", container);
  }

  /** With the default of 30 s: neither waits for it. */
  @Test
  void anIdleConnectionHoldsNothingUpAndThePortIsRefusedAtOnce() {
    try (var gateway = TestGateway.start(Home.create(world.machine()));
        var idle = Multiplexed.open(gateway.ssh(app()));
        var lasting = idle.command("enter web.1 echo ready; exec cat").readingPipe().start()) {
      lasting.awaitOutput("ready");
      gateway.terminate();
      await("port").atMost(Duration.ofSeconds(2)).until(() -> isRefused(gateway));
      Result late = idle.run("enter web.1 true");
      assertThat(late.code()).isEqualTo(1);
      assertThat(late.err())
          .contains(" !     the gateway is being stopped; try again in a moment\n");
      lasting.closeInput();
      assertThat(lasting.end().code()).isZero();
      assertThat(ended(gateway, SOON).code()).isZero();
      assertThat(idle.master().isAlive()).as("until the gateway closed it").isFalse();
    }
  }

  @Test
  void anUploadUnderWayLeavesNoHalfFileAndTheInboxIsAsItWas() {
    Home home = home();
    Path whole = world.machine().file("whole", "all of it".getBytes(StandardCharsets.UTF_8));
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app());
      ssh.scp(whole.toString(), ":whole").succeeded();
      try (var half = ssh.command("scp", "-t", "half").readingPipe().start()) {
        half.type("C0644 1000000 half\n" + "x".repeat(100_000));
        await("half a file").until(() -> home.filesInVar().stream().anyMatch(this::isLarge));
        gateway.terminate();
        assertThat(ended(gateway, SOON).code()).isZero();
      }
    }
    assertThat(home.filesInVar()).noneMatch(this::isLarge);
    try (var gateway = TestGateway.start(home)) {
      Result result = gateway.ssh(app()).run("run", "cd /tmp/uploads; ls; cat whole");
      assertThat(result.succeeded().out()).isEqualTo("whole\nall of it");
    }
    world.engine().awaitNoOneOffs(app());
  }

  @Test
  void aSecondSignalWaitsForNobody() {
    try (var gateway = TestGateway.start(Home.create(world.machine()));
        var stubborn = ready(gateway.ssh(app()), "run", STUBBORN_PROGRAM);
        var terminal = ready(gateway.ssh(app()).withTerminal(), "run", STUBBORN_PROGRAM)) {
      gateway.terminate();
      await("first").until(() -> gateway.log().contains("stopping"));
      gateway.interrupt();
      assertThat(ended(gateway, SOON).code()).isZero();
      assertThat(stubborn.end().code()).isNotZero();
      assertThat(terminal.end().code()).isNotZero();
    }
    assertThat(world.engine().oneOffs(app())).isEmpty();
  }

  private Home home() {
    return Home.create(world.machine()).settings(SETTINGS);
  }

  private String app() {
    return world.app().name();
  }

  /** A session whose program has said that it is ready. */
  private static Running ready(Ssh ssh, String... words) {
    Running running = ssh.command(words).readingPipe().start();
    running.awaitOutput("ready");
    return running;
  }

  private static Result ended(TestGateway gateway, Duration within) {
    await("end of the gateway").atMost(within).until(() -> !gateway.isAlive());
    return gateway.end();
  }

  private static boolean isRefused(TestGateway gateway) {
    return gateway.ssh("any").run().err().contains("Connection refused");
  }

  private boolean isLarge(Path file) {
    return file.toFile().length() >= 100_000;
  }

  private String mark(String name) {
    return world.engine().docker("exec", world.app().container("web", 1), "cat", "/data/" + name);
  }
}
