package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.app.Process;
import dev.hatchway.container.Usage;
import dev.hatchway.model.AppName;
import dev.hatchway.model.ProcessName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatsTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Offset<Double> EXACTLY = within(1e-9);

  private volatile String answer = "";
  private final EngineSocket socket =
      EngineSocket.ofVersion41((_, client) -> EngineSocket.answer(client, 200, answer));
  private final EngineApi engine = new EngineApi(socket.address());
  private final Stats stats = new Stats(engine);

  @AfterEach
  void close() throws IOException {
    engine.close();
    socket.close();
  }

  @Test
  void theFirstShareIsThatSinceTheStart() {
    assertThat(cpu(START, 10, 5)).isEqualTo(0.5, EXACTLY);
  }

  @Test
  void theNextIsThatSinceTheOneBefore() {
    cpu(START, 10, 5);
    assertThat(cpu(START, 14, 13)).isEqualTo(2, EXACTLY);
    assertThat(cpu(START, 24, 13)).isZero();
  }

  @Test
  void withinASecondItIsComparedWithTheStartAgainAndLaterWithTheFirst() {
    cpu(START, 10, 5);
    assertThat(cpu(START, 10.5, 5.5)).isEqualTo(5.5 / 10.5, EXACTLY);
    assertThat(cpu(START, 11, 6)).isEqualTo(1, EXACTLY);
  }

  @Test
  void afterARestartItBeginsAnew() {
    cpu(START, 10, 5);
    assertThat(cpu(START.plusSeconds(20), 24, 8)).isEqualTo(2, EXACTLY);
  }

  @Test
  void aContainerThatHasJustStartedDoesNotSeemToUseTheWholeMachine() {
    assertThat(cpu(START, 0.001, 0.1)).isEqualTo(0.1, EXACTLY);
  }

  @Test
  void aContainerThatHasEndedMeanwhileUsesNothing() {
    answer = "{\"read\":\"0001-01-01T00:00:00Z\",\"cpu_stats\":{},\"memory_stats\":{}}";
    assertThat(stats.of(List.of(web(START)))).isEmpty();
  }

  @Test
  void eachIsAskedForOnce() {
    cpu(START, 10, 5);
    assertThat(socket.requests())
        .containsExactly(
            "GET /version",
            "GET /containers/%s/stats?stream=false&one-shot=true".formatted("a".repeat(64)));
  }

  /** The share after a sample at so many seconds, when so many seconds of a processor were used. */
  private double cpu(Instant started, double at, double used) {
    answer =
        """
        {"read":"%s","cpu_stats":{"cpu_usage":{"total_usage":%d}},
         "memory_stats":{"usage":5000,"stats":{"total_inactive_file":1000}}}
        """
            .formatted(START.plusMillis(Math.round(at * 1000)), Math.round(used * 1e9));
    Process web = web(started);
    Usage usage = Objects.requireNonNull(stats.of(List.of(web)).get(web));
    assertThat(usage.memory()).isEqualTo(4000);
    return usage.cpu();
  }

  private static Process web(Instant started) {
    ContainerFacts facts =
        new ContainerFacts(
            "a".repeat(64),
            "shop.web.1",
            Map.of(),
            State.RUNNING,
            "sha256:" + "b".repeat(64),
            "shop:42",
            List.of("puma"),
            START,
            Optional.of(started),
            Optional.empty(),
            OptionalInt.empty());
    return new Process(new AppName("shop"), new ProcessName("web", 1), false, facts);
  }
}
