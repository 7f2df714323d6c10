package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.session.Fate.Owner;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FateTest {
  private static final String DEAD = "dead ";
  private static final Duration GRACE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "ours,     false, NEVER_STARTED",
    "dead 0,   false, NEVER_STARTED",
    "ours,     true,  stays",
    "living,   false, stays",
    "unknown,  false, stays",
  })
  void oneThatWasNeverStartedGoesUnlessSomebodyMayBeAboutToStartIt(
      String owner, boolean inHand, String fate) {
    assertThat(fate(State.CREATED, owner, inHand, true, "1h", "0", "0")).startsWith(fate);
  }

  @ParameterizedTest
  @CsvSource({
    "ours,     false, adopted",
    "ours,     true,  stays 70m",
    "living,   false, stays 70m",
    "unknown,  false, stays 70m",
    "dead 0,   false, stays 1m",
    "dead 20s, false, stays 40s",
    "dead 1m,  false, LEFT",
    "dead 9d,  false, LEFT",
    "dead 9d,  true,  stays 70m",
  })
  void oneThatEndsWhenItIsLeftIsEndedByWhomeverItIs(String owner, boolean inHand, String fate) {
    assertThat(fate(State.RUNNING, owner, inHand, true, "1h", "0", "0")).isEqualTo(fate);
  }

  @ParameterizedTest
  @CsvSource({"ours, stays 1h", "dead 9d, stays 1h", "living, stays 70m", "unknown, stays 70m"})
  void oneThatDoesNotEndWhenItIsLeftGoesOnToItsDeadline(String owner, String fate) {
    assertThat(fate(State.RUNNING, owner, false, false, "1h", "0", "0")).isEqualTo(fate);
  }

  @ParameterizedTest
  @CsvSource({
    "ours,     false, 0,    TIME_UP",
    "dead 0,   false, 0,    TIME_UP",
    "ours,     true,  0,    stays 10m",
    "living,   false, 0,    stays 10m",
    "unknown,  false, 0,    stays 10m",
    "ours,     true,  -10m, TIME_UP",
    "living,   false, -10m, TIME_UP",
    "unknown,  false, -10m, TIME_UP",
    "living,   false, none, stays for ever",
    "unknown,  false, none, stays for ever",
  })
  void oneWhoseTimeIsUpIsEndedByItsOwnGatewayAndMuchLaterByAny(
      String owner, boolean inHand, String left, String fate) {
    assertThat(fate(State.RUNNING, owner, inHand, false, left, "0", "0")).isEqualTo(fate);
  }

  @ParameterizedTest
  @CsvSource({
    "ours,     false, 0,    0,   KEPT_LONG_ENOUGH",
    "dead 0,   false, 0,    0,   KEPT_LONG_ENOUGH",
    "ours,     true,  0,    9d,  stays for ever",
    "ours,     false, 1h,   20m, stays 40m",
    "dead 0,   false, 1h,   1h,  KEPT_LONG_ENOUGH",
    "living,   false, 0,    0,   stays 10m",
    "living,   false, 1h,   1h,  stays 10m",
    "living,   false, 1h,   70m, KEPT_LONG_ENOUGH",
    "unknown,  false, 0,    10m, KEPT_LONG_ENOUGH",
    "ours,     false, none, 9d,  stays for ever",
    "unknown,  false, none, 9d,  stays for ever",
  })
  void oneThatHasEndedStaysForItsRetention(
      String owner, boolean inHand, String retention, String sinceEnd, String fate) {
    assertThat(fate(State.EXITED, owner, inHand, true, "-9d", retention, sinceEnd)).isEqualTo(fate);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"PAUSED", "RESTARTING"})
  void whatRunsInAnotherWayRuns(State state) {
    assertThat(fate(state, "ours", false, false, "0", "0", "0")).isEqualTo("TIME_UP");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"REMOVING"})
  void whatIsBeingRemovedIsLeftToThat(State state) {
    assertThat(fate(state, "ours", false, true, "-9d", "0", "9d")).isEqualTo("stays for ever");
  }

  private static String fate(
      State state,
      String owner,
      boolean inHand,
      boolean endsWhenLeft,
      String left,
      String retention,
      String sinceEnd) {
    var situation =
        new Fate.Situation(
            state,
            owner(owner),
            inHand,
            endsWhenLeft,
            time(left),
            time(retention),
            time(sinceEnd).orElseThrow(),
            GRACE);
    return switch (Fate.of(situation)) {
      case Fate.Stays(Duration time) when time.equals(Fate.FOR_EVER) -> "stays for ever";
      case Fate.Stays(Duration time) -> "stays " + TimeSpan.format(time);
      case Fate.Adopted() -> "adopted";
      case Fate.Stopped(Fate.Reason reason) -> reason.name();
      case Fate.Removed(Fate.Reason reason) -> reason.name();
    };
  }

  private static Owner owner(String text) {
    if (text.startsWith(DEAD)) {
      return new Owner.Dead(time(text.substring(DEAD.length())).orElseThrow());
    }
    return switch (text) {
      case "ours" -> new Owner.Ours();
      case "living" -> new Owner.Living();
      default -> new Owner.Unknown();
    };
  }

  private static Optional<Duration> time(String text) {
    return text.startsWith("-")
        ? TimeSpan.parse(text.substring(1)).map(Duration::negated)
        : TimeSpan.parse(text);
  }
}
