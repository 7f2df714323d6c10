package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.container.Signs.Sign;
import dev.hatchway.model.GatewayId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NeighboursTest {
  private static final GatewayId ID = new GatewayId("0123456789abcdef");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofSeconds(10);

  private final HandSetClock clock = new HandSetClock();
  private final Neighbours neighbours = new Neighbours(clock);

  @Test
  void oneThatHasNeverBeenLookedForIsNotDead() {
    assertThat(neighbours.deadFor(ID)).isEmpty();
  }

  @Test
  void oneWhoseBeatGoesOnLives() {
    for (long beat = 1; beat < 20; beat++) {
      assertThat(look(beat)).isEmpty();
    }
    assertThat(neighbours.deadFor(ID)).isEmpty();
  }

  @Test
  void oneWhoseBeatStaysTheSameForItsPatienceIsDeadAndItsSignIsOfNoUse() {
    look(5);
    look(5);
    assertThat(look(5)).isEmpty();
    assertThat(neighbours.deadFor(ID)).isEmpty();
    assertThat(look(5)).containsExactly(sign(5));
    assertThat(neighbours.deadFor(ID)).contains(Duration.ZERO);
    neighbours.look(List.of(), Set.of(ID));
    look(5);
    assertThat(neighbours.deadFor(ID)).contains(GLANCE);
  }

  @Test
  void oneThatComesBackLives() {
    for (int i = 0; i < 9; i++) {
      look(5);
    }
    assertThat(neighbours.deadFor(ID)).isPresent();
    look(6);
    assertThat(neighbours.deadFor(ID)).isEmpty();
  }

  @Test
  void oneWithoutASignIsDeadAfterTheUsualPatience() {
    for (int i = 0; i < 9; i++) {
      neighbours.look(List.of(), Set.of(ID));
      clock.move(GLANCE);
    }
    assertThat(neighbours.deadFor(ID)).isEmpty();
    neighbours.look(List.of(), Set.of(ID));
    assertThat(neighbours.deadFor(ID)).contains(Duration.ZERO);
  }

  @Test
  void timeInWhichNobodyCouldLookDoesNotCount() {
    look(5);
    clock.move(Duration.ofHours(1));
    look(5);
    assertThat(neighbours.deadFor(ID)).isEmpty();
  }

  @Test
  void ofSeveralSignsTheNewestCounts() {
    for (long beat = 1; beat < 20; beat++) {
      neighbours.look(List.of(sign(beat), sign(0)), Set.of());
      clock.move(GLANCE);
    }
    assertThat(neighbours.deadFor(ID)).isEmpty();
  }

  private List<Sign> look(long beat) {
    List<Sign> dead = neighbours.look(List.of(sign(beat)), Set.of(ID));
    clock.move(GLANCE);
    return dead;
  }

  private static Sign sign(long beat) {
    return new Sign(ID, beat, PATIENCE);
  }
}
