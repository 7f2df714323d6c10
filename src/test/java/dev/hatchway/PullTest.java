package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The image of a declared app that the engine does not have yet, from a real registry. */
@InWorld
class PullTest {
  private static final int FAILED = 125;

  /** More than the engine needs to notice that nobody listens. */
  private static final Duration NOTICED = Duration.ofSeconds(20);

  /** A silent engine is asked after 2 s and has 3 s to answer; the rest is for the login. */
  private static final Duration TOLD = Duration.ofSeconds(9);

  private final World world;
  private final String name;
  private final TinyRegistry registry;
  private final Path socket;
  private final EngineProxy engine;

  PullTest(World world) {
    this.world = world;
    this.name = world.engine().named("pulled");
    this.registry = TinyRegistry.start(world);
    this.socket = world.machine().newFile("engine.sock");
    this.engine = EngineProxy.start(world.engine().socket(), socket);
  }

  @AfterEach
  void stop() {
    registry.close();
    engine.close();
    world.engine().awaitNoOneOffs(name);
    world.engine().tried("image", "rm", "-f", registry.image());
  }

  @Test
  void itIsFetchedAndAScriptHearsNothingOfIt() {
    try (var gateway = gateway(registry.image())) {
      Result result = gateway.ssh(name).run("run", "cat", "/srv/index.html");
      assertThat(result.out()).isEqualTo("hello from web\n");
      assertThat(result.code()).isZero();
      assertThat(gateway.ssh(name).run("run", "true").code()).isZero();
    }
    assertThat(pulls()).isEqualTo(1);
  }

  @Test
  void aPersonSeesInOneLineHowFarItIsAndThenNothingOfIt() {
    registry.slowly();
    try (var gateway = gateway(registry.image())) {
      Program program = gateway.ssh(name).with("-t").command("run", "echo", "it", "runs");
      try (var window = TerminalWindow.open(program, 80, 24)) {
        window.awaitScreen("-----> Pulling " + registry.image() + "...");
        window.awaitScreen("iB of ");
        assertThat(window.screen().strip().lines()).hasSize(1);
        registry.hurry();
        window.awaitScreen("it runs");
        assertThat(window.awaitExit()).isZero();
        assertThat(window.screen())
            .contains("-----> Running echo it runs")
            .doesNotContain("Pulling", "unpacking", "Starting");
      }
    }
  }

  @Test
  void inANarrowWindowTheLineIsNotWrapped() {
    registry.slowly();
    try (var gateway = gateway(registry.image())) {
      Program program = gateway.ssh(name).with("-t").command("run", "-q", "true");
      try (var window =
          TerminalWindow.open(gateway.ssh(name).with("-t").command("run", "true"), 50, 24)) {
        window.awaitScreen(" KiB of ");
        assertThat(window.screen().strip().lines()).hasSize(1);
        registry.hurry();
        assertThat(window.awaitExit()).isZero();
        assertThat(window.screen()).doesNotContain("Pulling");
      }
      assertThat(program.run().err()).isEmpty();
    }
  }

  @Test
  void withoutATerminalThereIsOneLineAndWithQuietNone() {
    registry.slowly();
    try (var gateway = gateway(registry.image());
        var told = gateway.ssh(name).start("run", "true");
        var quiet = gateway.ssh(name).start("run", "-q", "true")) {
      await()
          .atMost(Machine.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(told.errSoFar())
                      .isEqualTo("-----> Pulling " + registry.image() + "\n"));
      registry.hurry();
      assertThat(told.end().succeeded().err())
          .isEqualTo("-----> Pulling " + registry.image() + "\n");
      assertThat(quiet.end().succeeded().err()).isEmpty();
    }
  }

  @Test
  void whatSeveralSessionsNeedIsFetchedOnce() {
    registry.slowly();
    try (var gateway = gateway(registry.image())) {
      List<Running> sessions =
          Stream.generate(() -> gateway.ssh(name).start("run", "true")).limit(3).toList();
      await()
          .atMost(Machine.LIMIT)
          .until(() -> sessions.stream().allMatch(s -> s.errSoFar().contains("Pulling")));
      // One of them leaves, and the others get theirs all the same.
      sessions.getFirst().close();
      registry.hurry();
      sessions.stream().skip(1).forEach(session -> session.end().succeeded());
    }
    assertThat(pulls()).isEqualTo(1);
    assertThat(registry.wasBrokenOff()).isFalse();
  }

  @Test
  void whatTheRegistryDoesNotHaveEndsWithTheEnginesReason() {
    String missing = registry.repository() + ":43";
    try (var gateway = gateway(missing)) {
      Result result = gateway.ssh(name).run("run", "true");
      assertThat(result.err())
          .contains(" !     the image " + missing + " cannot be pulled: ")
          .contains("not found");
      assertThat(result.code()).isEqualTo(FAILED);
      assertThat(world.engine().oneOffs(name)).isEmpty();
    }
  }

  @Test
  void whenTheOnlyClientGoesAwayTheEngineIsToldToStop() {
    registry.slowly();
    try (var gateway = gateway(registry.image())) {
      try (var session = gateway.ssh(name).start("run", "true")) {
        await().atMost(Machine.LIMIT).until(registry::isSending);
        session.signal("KILL");
      }
      await().atMost(NOTICED).until(registry::wasBrokenOff);
      assertThat(world.engine().oneOffs(name)).isEmpty();
      assertThat(world.engine().tried("image", "inspect", registry.image()).code()).isNotZero();
      registry.hurry();
      assertThat(gateway.ssh(name).run("run", "true").code()).isZero();
    }
  }

  @Test
  void anEngineThatHangsMeanwhileIsNoticed() {
    registry.slowly();
    try (var gateway = gateway(registry.image());
        var session = gateway.ssh(name).start("run", "true")) {
      await().atMost(Machine.LIMIT).until(() -> session.errSoFar().contains("Pulling"));
      engine.freeze();
      Result result = session.endWithin(TOLD);
      assertThat(result.err()).contains("the container engine does not answer");
      assertThat(result.code()).isEqualTo(FAILED);
      engine.close();
    }
  }

  @Test
  void anEngineThatDiesMeanwhileIsNoticed() {
    registry.slowly();
    try (var gateway = gateway(registry.image());
        var session = gateway.ssh(name).start("run", "true")) {
      await().atMost(Machine.LIMIT).until(() -> session.errSoFar().contains("Pulling"));
      engine.close();
      Result result = session.endWithin(TOLD);
      assertThat(result.err()).contains("the container engine does not answer");
      assertThat(result.code()).isEqualTo(FAILED);
    }
  }

  @Test
  void aStartThatTakesLongIsSaidToAPersonInPlace() {
    try (var gateway = gateway(world.images().busybox())) {
      engine.holdBack("/start");
      Program program = gateway.ssh(name).with("-t").command("run", "echo", "it", "runs");
      try (var window = TerminalWindow.open(program, 80, 24);
          var script = gateway.ssh(name).start("run", "true")) {
        window.awaitScreen("-----> Starting...");
        engine.letGo();
        window.awaitScreen("it runs");
        assertThat(window.awaitExit()).isZero();
        assertThat(window.screen()).doesNotContain("Starting");
        assertThat(script.end().succeeded().err()).isEmpty();
      }
    }
  }

  private TestGateway gateway(String image) {
    Home home = Home.create(world.machine());
    home.app(name, "image: " + image + "\n");
    return TestGateway.start(home, "--docker-host", EngineProxy.host(socket));
  }

  private long pulls() {
    return engine.calls().stream().filter("POST /images/create"::equals).count();
  }
}
