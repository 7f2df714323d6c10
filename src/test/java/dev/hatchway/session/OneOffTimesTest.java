package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.Process;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OneOffTimesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandSetClock clock = new HandSetClock();
  private final HandSetClock steady = new HandSetClock();
  private final OneOffTimes times = new OneOffTimes(clock, steady);

  /** Its deadline is a day after the clock begins. */
  private final Process process = SampleProcess.ended(7, 0, "true");

  @Test
  void aLabelTellsHowLongItMayRun() {
    assertThat(times.left(process)).contains(Duration.ofDays(1));
    steady.move(HOUR);
    assertThat(times.left(process)).contains(Duration.ofHours(23));
  }

  @Test
  void aLabelThatIsNoTimeIsNoLimit() {
    assertThat(times.left(SampleProcess.created(7))).isEmpty();
  }

  @Test
  void whenTheClockIsSetNothingIsDueEarlierOrLater() {
    times.left(process);
    times.sinceEnd(process);
    clock.move(HOUR);
    assertThat(times.left(process)).contains(Duration.ofDays(1));
    assertThat(times.sinceEnd(process)).isZero();
    clock.move(HOUR.multipliedBy(-2));
    assertThat(times.left(process)).contains(Duration.ofDays(1));
    assertThat(times.sinceEnd(process)).isZero();
  }

  @Test
  void whatWasNotedCountsMoreThanTheLabel() {
    times.note(process.facts().id(), HOUR);
    assertThat(times.left(process)).contains(HOUR);
  }

  @Test
  void anEndIsCountedFromWhenItWasFirstSeenIfTheEngineDoesNotTell() {
    assertThat(times.knowsEnd(process)).isFalse();
    assertThat(times.sinceEnd(process)).isZero();
    steady.move(HOUR);
    assertThat(times.sinceEnd(process)).isEqualTo(HOUR);
    assertThat(times.knowsEnd(process)).isTrue();
  }

  @Test
  void anEndThatIsNewsCameAfterTheLastLookWhateverTheClockSays() {
    assertThat(times.sinceEnd(SampleProcess.endedAt(clock.instant().minus(HOUR)))).isEqualTo(HOUR);
    times.forget(times.known());
    times.allWereSeen(steady.instant());
    steady.move(Duration.ofSeconds(9));
    assertThat(times.sinceEnd(SampleProcess.endedAt(clock.instant().minus(HOUR))))
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void whatIsGoneIsForgotten() {
    times.left(process);
    times.sinceEnd(process);
    assertThat(times.known()).containsExactly(process.facts().id());
    times.forget(Set.of(process.facts().id()));
    assertThat(times.known()).isEmpty();
  }
}
