package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private final List<String> screen = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> text = new AtomicReference<>("Pulling");

  @Test
  void whatIsDoneSoonNeedsNoWord() {
    ProgressLine.start(text::get, screen::add).close();
    ProgressLine.silent().close();
    assertThat(screen).isEmpty();
  }

  @Test
  void whatTakesLongIsSaidOnceUntilItChangesAndTakenAwayInTheEnd() {
    long begin = System.nanoTime();
    try (var _ = ProgressLine.start(text::get, screen::add)) {
      await().until(() -> screen.contains("Pulling"));
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(1_000_000_000L);
      text.set("Pulling more");
      await().until(() -> screen.contains("Pulling more"));
    }
    assertThat(screen).containsExactly("Pulling", "Pulling more", "");
  }

  @Test
  void whatIsClosedSaysNothingMore() {
    ProgressLine line = ProgressLine.start(text::get, screen::add);
    await().until(() -> !screen.isEmpty());
    line.close();
    text.set("too late");
    line.close();
    assertThat(screen).doesNotContain("too late");
  }
}
