package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HerokuBlocksTest {
  private final HerokuBlocks blocks =
      new HerokuBlocks(SampleProcess.STARTED.plus(Duration.ofMinutes(12)));

  @Test
  void oneOffsComeFirstAndEachTypeHasItsBlock() {
    assertThat(
            blocks.of(
                List.of(
                    SampleProcess.running("worker", 1, "sidekiq"),
                    SampleProcess.running("web", 1, "puma", "-C", "config.rb"),
                    SampleProcess.running("web", 2, "puma", "-C", "config.rb"),
                    SampleProcess.ended(7, 1, "rake", "db:migrate"))))
        .containsExactly(
            "=== run: one-off processes (1)",
            "run.7: exited 2026/11/21 10:00:01 +0000 (~ 12m ago): `rake db:migrate`",
            "",
            "=== web: `puma -C config.rb` (2)",
            "web.1: up 2026/11/21 10:00:01 +0000 (~ 12m ago)",
            "web.2: up 2026/11/21 10:00:01 +0000 (~ 12m ago)",
            "",
            "=== worker: `sidekiq` (1)",
            "worker.1: up 2026/11/21 10:00:01 +0000 (~ 12m ago)");
  }

  @Test
  void whatWasNeverStartedIsAsOldAsItsContainer() {
    assertThat(blocks.of(List.of(SampleProcess.created(3))))
        .containsExactly(
            "=== run: one-off processes (1)",
            "run.3: created 2026/11/21 10:00:00 +0000 (~ 12m ago): ``");
  }

  @Test
  void nothingIsNoBlock() {
    assertThat(blocks.of(List.of())).isEmpty();
  }
}
