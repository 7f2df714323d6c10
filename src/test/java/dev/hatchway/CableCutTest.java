package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Line 10 of the contract, for a cable that is cut while all kinds of sessions are open: nobody is
 * told, only the keepalives stay without an answer.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CableCutTest {
  /** Two questions, each with a second to answer it, after a second of silence. */
  private static final String SETTINGS =
      "limits: {keepalive: 1s, keepalive-count: 2}\nrun: {reattach-grace: 3s}\n";

  private static final Duration FOUND = Duration.ofSeconds(4);

  /** Grace, HUP and a second, TERM and ten, KILL, and the removal. */
  private static final Duration GONE = FOUND.plusSeconds(3 + 1 + 10 + 5);

  /** Line 11 of the contract. */
  private static final Duration TREE_GONE = FOUND.plusSeconds(2);

  private static final Duration TERM_TO_KILL = Duration.ofSeconds(10);

  private static final String STUBBORN =
      "trap 'echo got HUP' HUP; trap 'echo got TERM' TERM; echo $DYNO; "
          + "while :; do sleep 0.5; echo tick; done";

  private static final Duration TICK = Duration.ofMillis(500);

  private static final String FLOOD =
      "echo $DYNO; while :; do head -c 100000 /dev/zero; sleep 0.05; done";

  private final World world;
  private final String app;
  private final TestGateway gateway;
  private final Cable cable;
  private final int descriptors;
  private final int sleep;
  private final Map<String, Running> clients = new HashMap<>();
  private final List<Running> watchers = new ArrayList<>();

  CableCutTest(World world) {
    this.world = world;
    this.app = world.app().name();
    this.gateway = TestGateway.start(Home.create(world.machine()).settings(SETTINGS));
    this.cable = Cable.to(gateway);
    this.sleep = 3_000_000 + world.machine().newNumber() * 10;
    gateway.ssh(app).run("enter", "web.1", "true").succeeded();
    this.descriptors = gateway.descriptors();
  }

  @BeforeAll
  void cutTheCableOfMany() {
    Ssh ssh = cable.through(gateway.ssh(app));
    Ssh terminal = ssh.withTerminal();
    clients.put("run", ssh.start("run", STUBBORN));
    clients.put("terminal", terminal.command("run", STUBBORN).readingPipe().start());
    clients.put("kept", ssh.start("run", "--on-disconnect", "keep", "echo $DYNO; sleep 600"));
    Ssh often = ssh.with("-o", "RekeyLimit=1M");
    clients.put("flood", often.start("run", FLOOD));
    clients.put("logs", ssh.start("logs", "-f", "web.1"));
    clients.put("shared", ssh.as(app + "+run").start("echo $DYNO; sleep 600"));
    clients.put("enter", terminal.command("enter", "web.1", tree()).readingPipe().start());
    for (String each : List.of("run", "terminal", "kept", "flood", "shared", "enter")) {
      client(each).awaitOutput("run.");
    }
    clients.put("upload", uploading(ssh, "-s"));
    clients.put("old upload", uploading(ssh, "-O"));
    watchers.add(watched("run"));
    watchers.add(watched("terminal"));
    cable.cut();
  }

  @AfterAll
  void nothingIsLeft() {
    try (gateway;
        cable) {
      world.engine().tried("rm", "-f", container("kept"));
      world.engine().awaitNoOneOffs(app);
      await("the sockets of the dead are closed")
          .atMost(GONE)
          .until(() -> gateway.descriptors() <= descriptors);
    } finally {
      clients.values().forEach(Running::close);
      watchers.forEach(Running::close);
    }
  }

  @Test
  void theTreeOfAnEnterIsGone() {
    await()
        .atMost(TREE_GONE)
        .until(
            () ->
                world.engine().processesOf(world.app().container("web", 1)).stream()
                    .noneMatch(line -> line.contains("sleep " + sleep)));
  }

  @Test
  void aOneOffWithoutATerminalGetsTheSignalToEndAndIsKilledTenSecondsLater() {
    awaitGone("run");
    String said = watchers.get(0).end().out();
    assertThat(said).contains("got TERM").doesNotContain("got HUP");
    assertThat(said.substring(said.indexOf("got TERM")).lines().filter("tick"::equals).count())
        .isGreaterThan(TERM_TO_KILL.dividedBy(TICK) / 2);
  }

  @Test
  void aOneOffWithATerminalIsHungUpAfterTheGraceThenAskedToEndThenKilled() {
    awaitGone("terminal");
    assertThat(watchers.get(1).end().out().lines().filter(line -> line.startsWith("got")))
        .containsExactly("got HUP", "got TERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flood", "shared"})
  void aOneOffIsGone(String kind) {
    awaitGone(kind);
  }

  @Test
  void aOneOffThatIsToBeKeptGoesOn() {
    awaitGone("run");
    assertThat(isRunning("kept")).isTrue();
  }

  @Test
  void nothingIsLeftOfWhatWasOnItsWay() {
    await()
        .atMost(GONE)
        .untilAsserted(
            () ->
                assertThat(gateway.home().filesInVar())
                    .noneMatch(file -> file.toFile().length() > Character.MAX_VALUE));
    assertThat(gateway.ssh(app).run("uploads").out()).doesNotContain("large");
  }

  private String tree() {
    return "sleep %1$d & setsid sleep %1$d & echo run.0; trap '' TERM HUP; sleep %1$d; :"
        .formatted(sleep);
  }

  private Running uploading(Ssh ssh, String protocol) {
    Path large = world.machine().sparseFile("large", 4L << 30);
    Running scp = ssh.scpProgram(protocol, large.toString(), ":large" + protocol).start();
    await("some of it has come")
        .atMost(Machine.LIMIT)
        .failFast(scp::mustBeAlive)
        .until(
            () ->
                gateway.home().filesInVar().stream()
                    .anyMatch(file -> file.toFile().length() > Character.MAX_VALUE));
    return scp;
  }

  /** What the engine hears of its program, also when the gateway has gone. */
  private Running watched(String kind) {
    return world
        .engine()
        .dockerProgram(List.of("logs", "-f", container(kind)))
        .within(GONE)
        .start();
  }

  private Running client(String kind) {
    return Objects.requireNonNull(clients.get(kind));
  }

  private String container(String kind) {
    return app + "." + client(kind).outSoFar().replaceAll("(?s).*?(run\\.[0-9]+)\\s.*", "$1");
  }

  private boolean isRunning(String kind) {
    return world.engine().inspect(container(kind)).at("/State/Running").asBoolean();
  }

  private void awaitGone(String kind) {
    await(kind + " is gone").atMost(GONE).until(() -> !world.engine().has(container(kind)));
  }
}
