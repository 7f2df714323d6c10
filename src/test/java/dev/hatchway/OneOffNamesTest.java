package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The numbers of one-offs, where two gateways with a home each serve one engine. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneOffNamesTest {
  private static final int MANY = 40;
  private static final Duration SOON = Duration.ofSeconds(10);

  private final World world;
  private final String app;
  private final Home oneHome;
  private final TestGateway one;
  private final TestGateway two;

  OneOffNamesTest(World world) {
    this.world = world;
    this.app = world.engine().named("pair");
    this.oneHome = Home.create(world.machine());
    this.one = TestGateway.start(oneHome);
    this.two = TestGateway.start(Home.create(world.machine()));
  }

  @BeforeAll
  void startTheApp() {
    SampleApp.started(
        world.engine(),
        app,
        OtherApps.own(app, "web", 1),
        List.of("--network", "none"),
        world.images().busybox(),
        SampleApp.IDLE);
    for (TestGateway gateway : List.of(one, two)) {
      await().atMost(SOON).until(() -> gateway.ssh(app).run("ps").code() == 0);
    }
  }

  @AfterAll
  void stop() {
    try (one;
        two) {
      world.engine().awaitNoOneOffs(app);
    }
    world.engine().docker("rm", "--force", app);
  }

  @Test
  void manyAtTheSameMomentHaveEachANameOfTheirOwn() {
    List<Running> runs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      runs.add((i % 2 == 0 ? one : two).ssh(app).start("run", "echo $DYNO $HOSTNAME"));
    }
    List<String> names = new ArrayList<>();
    for (Running run : runs) {
      Result result = run.endWithin(Machine.LONG_LIMIT);
      assertThat(result.code()).as("%s%n%s%n%s", result, one.log(), two.log()).isZero();
      assertThat(result.out()).matches("run\\.[1-9][0-9]* [0-9a-f]{12}\n");
      names.add(result.out().substring(0, result.out().indexOf(' ')));
    }
    assertThat(names)
        .as("one: %s%ntwo: %s", one.log(), two.log())
        .hasSize(MANY)
        .doesNotHaveDuplicates();
  }

  @Test
  void aNumberIsNotGivenAgainByTheOtherGatewayThoughTheContainerIsGone() {
    int first = number(one);
    int second = number(two);
    int third = number(one);
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void norIsItAfterARestart() {
    Home home = Home.create(world.machine());
    int given;
    try (TestGateway third = TestGateway.start(home)) {
      assertThat(third.ssh(app).run("ps").code()).isZero();
      given = number(one);
      Path counter = home.folder().resolve("var/counters/" + app + ".count");
      String expected = given + "\n";
      await()
          .atMost(SOON)
          .until(() -> Files.exists(counter) && Home.read(counter).equals(expected));
    }
    world.engine().awaitNoOneOffs(app);
    try (TestGateway again = TestGateway.start(home)) {
      assertThat(number(again)).isGreaterThan(given);
    }
  }

  private int number(TestGateway gateway) {
    Result result = gateway.ssh(app).run("run", "echo $DYNO").succeeded();
    world.engine().awaitNoOneOffs(app);
    return Integer.parseInt(result.out().strip().substring("run.".length()));
  }
}
