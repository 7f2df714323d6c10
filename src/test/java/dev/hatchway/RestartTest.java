package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Line 12 of the contract: the gateway is killed and started again, and all goes on. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {
  private static final String SETTINGS = "run: {reattach-grace: 8s, retention: 3s}\n";

  /** A part of the grace in which nothing may happen yet. */
  private static final Duration UNTOUCHED = Duration.ofSeconds(3);

  /** The grace, HUP, TERM, KILL, and a look of the gateway. */
  private static final Duration GONE = Duration.ofSeconds(35);

  private static final String NAME = "(?s).*?(run\\.[0-9]+)\\s.*";
  private static final String ANSWERING =
      "echo $DYNO; while read line; do echo \"heard $line\"; [ $line = end ] && exit 7; done";

  private final World world;
  private final String app;
  private final Home home;
  private final String left;
  private final String visited;
  private final String silent;
  private final String piped;
  private final String kept;
  private final String timed;
  private final String ended;
  private final String shared;
  private final String endless;
  private final List<Running> guests = new ArrayList<>();
  private TestGateway gateway;

  RestartTest(World world) {
    this.world = world;
    this.app = world.app().name();
    this.home = Home.create(world.machine()).settings(SETTINGS);
    this.gateway = TestGateway.start(home);
    Ssh ssh = gateway.ssh(app);
    Ssh terminal = ssh.withTerminal();
    try (var one = terminal.command("run", "echo $DYNO; exec cat").readingPipe().start();
        var two = terminal.command("run", ANSWERING).readingPipe().start();
        var three =
            terminal.command("run", "--idle", "4s", "echo $DYNO; exec cat").readingPipe().start();
        var four = ssh.command("run", "echo $DYNO; exec sleep 600").start();
        var five =
            terminal.command("run", "--on-disconnect", "keep", ANSWERING).readingPipe().start();
        var six = Multiplexed.open(ssh.as(app + "+run"))) {
      this.shared = six.run("echo $DYNO").succeeded().out().strip();
      this.left = nameIn(one);
      this.visited = nameIn(two);
      this.silent = nameIn(three);
      this.piped = nameIn(four);
      this.kept = nameIn(five);
      this.timed = detached(ssh, "--ttl", "14s", "exec sleep 600");
      this.endless = detached(ssh, "--keep", "echo here; exec sleep 600");
      this.ended = detached(ssh, "echo the end; exit 3");
      gateway.kill();
    }
  }

  @BeforeAll
  void startAgain() {
    gateway = TestGateway.start(home);
    Ssh terminal = gateway.ssh(app).withTerminal();
    guests.add(terminal.command("attach", visited).readingPipe().start());
    guests.add(terminal.command("attach", silent).readingPipe().start());
    guests.add(gateway.ssh(app).start("wait", visited));
    await("left alone during the grace")
        .during(UNTOUCHED)
        .atMost(UNTOUCHED.plusSeconds(4))
        .until(() -> isRunning(left));
  }

  @AfterAll
  void stop() {
    guests.forEach(Running::close);
    gateway.close();
    world.engine().docker("rm", "-f", app + "." + endless);
    world.engine().awaitNoOneOffs(app);
  }

  @Test
  void whoComesBackWithinTheGraceEndsWithItsCodeAndItIsRemoved() {
    Running back = guests.get(0);
    back.awaitOutput(visited);
    assertThat(gateway.ssh(app).run("ps", "--format", "json", "run").out())
        .containsPattern("\"" + visited + "\".*\"attached\": ?1");
    back.type("hello\n");
    back.awaitOutput("heard hello");
    assertThat(gateway.ssh(app).run("logs", visited).out()).contains("heard hello");
    back.type("end\n");
    assertThat(back.end().code()).isEqualTo(7);
    assertThat(guests.get(2).end().code()).isEqualTo(7);
    awaitGone(visited);
  }

  @Test
  void theIdleLimitHolds() {
    Result result = guests.get(1).end();
    assertThat(result.err()).contains("for 4s, and is ended");
    assertThat(result.code()).isEqualTo(124);
    awaitGone(silent);
  }

  @Test
  void theTimeLimitHoldsAndItsCodeIsKnownAfterTheRemoval() {
    assertThat(gateway.ssh(app).run("wait", timed).code()).isEqualTo(124);
    awaitGone(timed);
    assertThat(gateway.ssh(app).run("wait", timed).code()).isEqualTo(124);
  }

  @Test
  void whatIsToBeKeptGoesOnAndIsRemovedAtItsEnd() {
    assertThat(isRunning(kept)).isTrue();
    Ssh terminal = gateway.ssh(app).withTerminal();
    try (var back = terminal.command("attach", kept).readingPipe().start()) {
      back.awaitOutput(kept);
      back.type("end\n");
      assertThat(back.end().code()).isEqualTo(7);
    }
    awaitGone(kept);
  }

  @Test
  void whatWasDetachedGoesOn() {
    assertThat(isRunning(endless)).isTrue();
    assertThat(gateway.ssh(app).run("logs", endless).out()).contains(": here");
  }

  @Test
  void whatHasEndedIsRemovedWhenItIsDue() {
    awaitGone(ended);
  }

  @Test
  void whatNobodyComesBackToIsEndedAndRemoved() {
    awaitGone(left);
  }

  @Test
  void withoutATerminalItIsEndedAtOnce() {
    awaitGone(piped);
  }

  @Test
  void theOneOffOfAConnectionIsRemoved() {
    awaitGone(shared);
  }

  private boolean isRunning(String process) {
    Result state =
        world
            .engine()
            .tried("container", "inspect", "-f", "{{.State.Running}}", app + "." + process);
    return state.code() == 0 && state.out().strip().equals("true");
  }

  private void awaitGone(String process) {
    await(process + " is gone").atMost(GONE).until(() -> !world.engine().has(app + "." + process));
  }

  private String detached(Ssh ssh, String... words) {
    String line = "run -q -d " + String.join(" ", words);
    return ssh.run(line).succeeded().out().strip().substring(app.length() + 1);
  }

  private static String nameIn(Running running) {
    await("name")
        .atMost(Machine.LIMIT)
        .failFast(running::mustBeAlive)
        .until(() -> running.outSoFar().matches(NAME));
    return running.outSoFar().replaceAll(NAME, "$1");
  }
}
