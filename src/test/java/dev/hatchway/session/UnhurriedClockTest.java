package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnhurriedClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final HandSetClock day = new HandSetClock();
  private final HandSetClock steady = new HandSetClock();
  private final UnhurriedClock clock = new UnhurriedClock(day, steady);

  @Test
  void itIsTheTimeOfDayWhileNobodySetsThat() {
    day.move(HOUR);
    steady.move(HOUR);
    assertThat(clock.instant()).isEqualTo(day.instant());
  }

  @Test
  void setForwardItGoesOnEvenly() {
    var before = clock.instant();
    day.move(HOUR.multipliedBy(30));
    assertThat(clock.instant()).isEqualTo(before);
    steady.move(HOUR);
    assertThat(clock.instant()).isEqualTo(before.plus(HOUR));
  }

  @Test
  void setBackItIsTheTimeOfDay() {
    day.move(HOUR.negated());
    steady.move(HOUR);
    assertThat(clock.instant()).isEqualTo(day.instant());
  }
}
