package dev.hatchway.session;

import dev.hatchway.app.ContainerFacts.State;
import java.time.Duration;
import java.util.Optional;

/** What is to be done about a one-off. */
sealed interface Fate {
  /** Longer than any gateway runs. */
  Duration FOR_EVER = Duration.ofDays(36_500);

  /** So much later than its own gateway any other may do what that has not done. */
  Duration MARGIN = Duration.ofMinutes(10);

  /**
   * Nothing yet.
   *
   * @param time after which there may be something
   */
  record Stays(Duration time) implements Fate {}

  /** This gateway picks it up: somebody may come back to it, else it is ended. */
  record Adopted() implements Fate {}

  /** Its program is ended. */
  record Stopped(Reason reason) implements Fate {}

  /** Its container is removed. */
  record Removed(Reason reason) implements Fate {}

  /** Why, for the log. */
  enum Reason {
    TIME_UP("its time was up"),
    LEFT("its gateway is gone and nobody came back to it"),
    NEVER_STARTED("it was never started and nobody is about to"),
    KEPT_LONG_ENOUGH("it has ended and was kept long enough");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Whose a one-off is. */
  sealed interface Owner {
    /** This gateway's, also of an earlier run. */
    record Ours() implements Owner {}

    /** Another gateway's that lives, or may live. */
    record Living() implements Owner {}

    /** A gateway's that is gone. */
    record Dead(Duration since) implements Owner {}

    /** Nobody's: the label is missing. */
    record Unknown() implements Owner {}
  }

  /**
   * All that counts.
   *
   * @param inHand whether somebody or something at this gateway takes care of it
   * @param endsWhenLeft whether it is to be ended when nobody is at it
   * @param left how long it may still run, empty if for ever
   * @param retention how long it stays after its end, empty if for ever
   * @param sinceEnd how long ago it ended; of no meaning before
   * @param grace how long whoever was at it may take to come back
   */
  record Situation(
      State state,
      Owner owner,
      boolean inHand,
      boolean endsWhenLeft,
      Optional<Duration> left,
      Optional<Duration> retention,
      Duration sinceEnd,
      Duration grace) {
    /** Whether this gateway may do at once what is due. */
    private boolean isUpToUs() {
      return switch (owner) {
        case Owner.Ours(), Owner.Dead(Duration _) -> !inHand;
        case Owner.Living(), Owner.Unknown() -> false;
      };
    }

    private Duration margin() {
      return isUpToUs() ? Duration.ZERO : MARGIN;
    }

    private Duration untilTimeIsUp() {
      return left.map(time -> time.plus(margin())).orElse(FOR_EVER);
    }
  }

  static Fate of(Situation one) {
    return switch (one.state()) {
      case CREATED -> ofCreated(one);
      case RUNNING, PAUSED, RESTARTING -> ofRunning(one);
      case EXITED, DEAD -> ofEnded(one);
      case REMOVING -> new Stays(FOR_EVER);
    };
  }

  private static Fate ofCreated(Situation one) {
    Duration left = one.untilTimeIsUp();
    return one.isUpToUs() || !left.isPositive()
        ? new Removed(Reason.NEVER_STARTED)
        : new Stays(left);
  }

  private static Fate ofRunning(Situation one) {
    Duration left = one.untilTimeIsUp();
    if (!left.isPositive()) {
      return new Stopped(Reason.TIME_UP);
    }
    if (one.inHand() || !one.endsWhenLeft()) {
      return new Stays(left);
    }
    return switch (one.owner()) {
      case Owner.Ours() -> new Adopted();
      case Owner.Dead(Duration since) -> {
        Duration grace = one.grace().minus(since);
        yield grace.isPositive()
            ? new Stays(grace.compareTo(left) < 0 ? grace : left)
            : new Stopped(Reason.LEFT);
      }
      case Owner.Living(), Owner.Unknown() -> new Stays(left);
    };
  }

  private static Fate ofEnded(Situation one) {
    if (one.inHand() || one.retention().isEmpty()) {
      return new Stays(FOR_EVER);
    }
    Duration left = one.retention().get().minus(one.sinceEnd()).plus(one.margin());
    return left.isPositive() ? new Stays(left) : new Removed(Reason.KEPT_LONG_ENOUGH);
  }
}
