package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 15 of the contract: a real engine that stops its containers goes away and comes back. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
    value = "dev.hatchway.PrivateEngine#isPossible",
    disabledReason = "needs root and dockerd")
class EngineStoppedTest {
  /** The promise, and what a busy machine needs. */
  private static final Duration SOON = Duration.ofSeconds(2).plusSeconds(2);

  /** Ends as soon as its container is stopped. */
  private static final String PROGRAM = "trap 'exit 1' TERM; echo $DYNO#; sleep 602 & wait";

  private final PrivateShop shop;

  EngineStoppedTest(World world) {
    this.shop = PrivateShop.open(world);
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  void sessionsEndWith125AndNothingThatWaitedIsLost(String signal) {
    Path file = shop.world().machine().file("dump", new byte[1000]);
    shop.ssh().scp(file.toString(), ":dump").succeeded();
    Program inTerminal = shop.ssh().withTerminal().command("run", "--no-uploads", PROGRAM);
    try (Running run = shop.ssh().start("run", "--no-uploads", PROGRAM);
        Running terminal = inTerminal.readingPipe().start();
        Running enter = shop.ssh().start("enter", "web.1", "echo '#'; exec sleep 602")) {
      for (Running each : new Running[] {run, terminal, enter}) {
        each.awaitOutput("#");
      }
      shop.engine().end(signal);
      for (Running each : new Running[] {run, terminal, enter}) {
        Result result = each.endWithin(SOON);
        assertThat(result.err()).contains(" !     the container engine");
        assertThat(result.code()).isEqualTo(125);
      }
      shop.startAgain();
      shop.startWeb();
      await("new ones work")
          .atMost(Machine.LIMIT)
          .until(() -> shop.ssh().run("run", "--no-uploads", "true").code() == 0);
      Result next = shop.ssh().run("run", "echo $DYNO#; cat /tmp/uploads/dump | wc -c");
      assertThat(next.succeeded().out()).endsWith("\n1000\n");
      assertThat(number(next.out()))
          .isGreaterThan(Math.max(number(run.outSoFar()), number(terminal.outSoFar())));
    }
    await("no one-off left").atMost(Machine.LIMIT).until(() -> shop.oneOffs().isEmpty());
  }

  private static int number(String output) {
    return Integer.parseInt(output.replaceAll("(?s)^run\\.([0-9]+)#.*", "$1"));
  }
}
