package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.AppName;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.User;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTest {
  private final Sample sample = Sample.hatchway("shop", "run", 7);

  @Test
  void itsLabelsTellWhoStartedItAndWhenItEnds() {
    var process =
        process(
            sample
                .label("hatchway.user", "alice@example.com")
                .label("hatchway.deadline", "2026-11-22T10:00:00Z"));
    assertThat(process.user()).contains(new User("alice@example.com"));
    assertThat(process.deadline()).contains(Instant.parse("2026-11-22T10:00:00Z"));
  }

  @Test
  void withoutLabelsBothAreUnknown() {
    assertThat(process(sample).user()).isEmpty();
    assertThat(process(sample).deadline()).isEmpty();
  }

  @Test
  void itsLabelsTellWhoAnswersForItAndWhatBecomesOfIt() {
    var process =
        process(
            sample
                .label("hatchway.gateway", "0123456789abcdef")
                .label("hatchway.detached", "true")
                .label("hatchway.on-disconnect", "stop")
                .label("hatchway.idle", "30m")
                .label("hatchway.retention", "24h"));
    assertThat(process.gateway()).contains(new GatewayId("0123456789abcdef"));
    assertThat(process.isDetached()).isTrue();
    assertThat(process.endsWhenLeft()).isTrue();
    assertThat(process.idle()).contains(Duration.ofMinutes(30));
    assertThat(process.retention()).contains(Duration.ofHours(24));
  }

  @Test
  void withoutThoseLabelsNobodyAnswersForItAndItStays() {
    assertThat(process(sample).gateway()).isEmpty();
    assertThat(process(sample.label("hatchway.gateway", "../..")).gateway()).isEmpty();
    assertThat(process(sample).isDetached()).isFalse();
    assertThat(process(sample).endsWhenLeft()).isFalse();
    assertThat(process(sample.label("hatchway.idle", "0")).idle()).isEmpty();
    assertThat(process(sample).retention()).isEmpty();
    assertThat(process(sample.label("hatchway.retention", "forever")).retention()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2026-13-01T00:00:00Z",
        "1732183200",
        "+999999999999-01-01T00:00:00Z"
      })
  void aDeadlineThatIsNotATimeIsNone(String deadline) {
    assertThat(process(sample.label("hatchway.deadline", deadline)).deadline()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice\n", "\u001b[31malice", "\u009balice", "ali\u202ece"})
  void aUserThatATerminalWouldObeyIsNone(String user) {
    assertThat(process(sample.label("hatchway.user", user)).user()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void onlyARunningContainerRuns(State state) {
    assertThat(process(sample.state(state)).isRunning()).isEqualTo(state == State.RUNNING);
  }

  private static Process process(Sample sample) {
    return new Process(new AppName("shop"), new ProcessName("run", 7), true, sample.facts());
  }
}
