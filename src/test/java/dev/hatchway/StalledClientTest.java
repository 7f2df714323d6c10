package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line 4 of the contract: a client that stops reading harms nobody and loses nothing. */
@InWorld
class StalledClientTest {
  /** About 64 MB: far more than every buffer on the way. */
  private static final int LAST = 8_000_000;

  /** The promise is 1 MiB; the rest is what the Java heap grows by for the other sessions. */
  private static final long GROWTH = 16L * 1024 * 1024;

  /** What a call to the engine may take on a busy machine; a wedged container never answers. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final World world;

  StalledClientTest(World world) {
    this.world = world;
  }

  @Test
  void aStalledClientCostsNobodyAnythingAndGetsEveryByteLater() {
    String script =
        "trap 'exit 42' TERM; echo $DYNO; until [ -e /tmp/go ]; do sleep 0.1; done; "
            + "seq 1 %d | tr '\\n' ' '; touch /tmp/written; while :; do sleep 0.1; done"
                .formatted(LAST);
    try (var client = world.ssh().command("run", script).within(Machine.LONG_LIMIT).start()) {
      client.awaitOutput("\n");
      String process = client.outSoFar().strip();
      String container = world.app().name() + "." + process;
      world.ssh().run("run", "true").succeeded();
      client.signal("STOP");
      long before = world.gateway().memory();
      int threads = world.gateway().threads();
      world.engine().docker("exec", container, "touch", "/tmp/go");
      awaitWritten(container);
      assertThat(world.gateway().memory() - before).isLessThan(GROWTH);
      assertThat(world.gateway().threads()).isLessThanOrEqualTo(threads + 2);
      othersGoOn(container, process);
      client.signal("CONT");
      Result result = client.end();
      assertThat(Digest.ofFile(withoutFirstLine(result))).isEqualTo(Digest.ofNumbersUpTo(LAST));
      assertThat(result.code()).isEqualTo(42);
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  private void awaitWritten(String container) {
    await("the program writes on though nobody reads")
        .atMost(Machine.LIMIT)
        .until(
            () ->
                world.engine().tried("exec", container, "test", "-e", "/tmp/written").code() == 0);
  }

  private void othersGoOn(String container, String process) {
    assertThat(world.engine().inspect(container).at("/State/Running").asBoolean()).isTrue();
    assertThat(prompt("logs", "--tail", "1", container).code()).isZero();
    assertThat(world.ssh().run("run", "echo", "mine").out()).isEqualTo("mine\n");
    assertThat(world.ssh().run("ps", "--format", "names").out()).contains(process);
    assertThat(world.ssh().run("stop", process).code()).isZero();
    assertThat(world.engine().tried("container", "inspect", container).out())
        .doesNotContain("\"Running\": true");
  }

  private Result prompt(String... words) {
    return world.engine().dockerProgram(List.of(words)).within(PROMPT).run();
  }

  private Path withoutFirstLine(Result result) {
    byte[] all = result.bytes();
    int start = 0;
    while (all[start] != '\n') {
      start++;
    }
    return world.machine().file("rest", Arrays.copyOfRange(all, start + 1, all.length));
  }
}
