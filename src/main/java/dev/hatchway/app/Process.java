package dev.hatchway.app;

import dev.hatchway.model.AppName;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.model.User;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process of an app: a container with its name in the app, such as {@code web.1}. The formation
 * comes first in their order, one-offs after it.
 *
 * @param oneOff whether it is outside the formation, as {@code run.7} is
 */
// The word of the domain; the gateway starts no programs of its own, so the JDK's is not missed.
@SuppressWarnings("AvoidCommonTypeNames")
public record Process(AppName app, ProcessName name, boolean oneOff, ContainerFacts facts)
    implements Comparable<Process> {

  private static final Comparator<Process> ORDER =
      Comparator.comparing(Process::oneOff).thenComparing(Process::name);

  /** What a program ends with that SIGTERM or SIGKILL has ended: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  private static final int KILLED = 137;

  /** Longer ones are not written by Hatchway, and would spoil every table. */
  private static final Pattern VALID_USER = Pattern.compile("[^\\p{Cc}\\p{Cf}]{1,128}");

  /** Returns the same process with what its container tells now. */
  public Process with(ContainerFacts now) {
    return new Process(app, name, oneOff, now);
  }

  /** Returns who started it, empty if that is not known. */
  public Optional<User> user() {
    return facts
        .label(HatchwayLabels.USER)
        .filter(name -> VALID_USER.matcher(name).matches())
        .map(User::new);
  }

  /** Returns the session that started it, empty if that is not known. */
  public Optional<String> session() {
    return facts.label(HatchwayLabels.SESSION);
  }

  /** Returns when it is to be ended, empty if it may go on or if the label is not a time. */
  public Optional<Instant> deadline() {
    try {
      return facts.label(HatchwayLabels.DEADLINE).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the gateway that answers for it, empty if none does. */
  public Optional<GatewayId> gateway() {
    return facts.label(HatchwayLabels.GATEWAY).flatMap(GatewayId::parse);
  }

  /** Returns whether it was started without a client at it, and so waits for none. */
  public boolean isDetached() {
    return facts.label(HatchwayLabels.DETACHED).filter("true"::equals).isPresent();
  }

  /** Returns whether it is to be ended when its client has disappeared. */
  public boolean endsWhenLeft() {
    return facts
        .label(HatchwayLabels.ON_DISCONNECT)
        .filter(OnDisconnect.STOP.word()::equals)
        .isPresent();
  }

  /** Returns how long its terminal may be silent, empty if it may for ever. */
  public Optional<Duration> idle() {
    return facts
        .label(HatchwayLabels.IDLE)
        .flatMap(TimeSpan::parse)
        .filter(idle -> idle.isPositive());
  }

  /** Returns how long its container stays when it has ended, empty if nobody is to remove it. */
  public Optional<Duration> retention() {
    return facts.label(HatchwayLabels.RETENTION).flatMap(TimeSpan::parse);
  }

  /** Returns the name that its owner gave a one-off besides {@code run.N}, empty if none. */
  public Optional<String> alias() {
    return oneOff ? facts.label(HatchwayLabels.NAME) : Optional.empty();
  }

  /**
   * Returns whether a program that ended by that moment with that code was ended at its deadline.
   */
  public boolean wasTimeUp(Instant moment, int code) {
    return (code == TERMINATED || code == KILLED)
        && deadline().filter(deadline -> !moment.isBefore(deadline)).isPresent();
  }

  /** Returns whether a program runs in it and can be joined; a paused one cannot. */
  public boolean isRunning() {
    return facts.state() == ContainerFacts.State.RUNNING;
  }

  /** Returns whether its program has ended. */
  public boolean isOver() {
    return switch (facts.state()) {
      case EXITED, DEAD, REMOVING -> true;
      case CREATED, RUNNING, PAUSED, RESTARTING -> false;
    };
  }

  @Override
  public int compareTo(Process other) {
    return ORDER.compare(this, other);
  }
}
