package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.container.Containers;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.Part;
import dev.hatchway.stream.Stay;
import java.time.Duration;
import java.time.InstantSource;

/** {@code attach}: back to the program of a one-off. */
public final class AttachCommand {
  /** Longer than any gateway runs. */
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  private final Containers containers;
  private final LiveOneOffs live;
  private final InstantSource clock;

  public AttachCommand(Containers containers, LiveOneOffs live, InstantSource clock) {
    this.containers = containers;
    this.live = live;
    this.clock = clock;
  }

  ExitCode attach(Visit visit, Command.Attach wish) throws Refusal {
    OneOffTarget target = new OneOffTarget(visit, wish.target(), "attach", live);
    if (target.endedBefore().isPresent()) {
      visit.voice().status(target.name() + " has ended and is gone");
      return target.endedBefore().get();
    }
    Process process = target.process();
    LiveOneOff oneOff = live.findOrAdopt(process, rules(process), () -> containers.attach(process));
    Narrator narrator = new Narrator(visit, wish.quiet());
    narrator.status(
        "At %s of %s: %s"
            .formatted(process.name(), visit.name(), String.join(" ", process.facts().command())));
    return switch (oneOff.join(visit, wish.readOnly() ? Part.ONLOOKER : Part.GUEST)) {
      case Stay.Over(var end) ->
          new Ending(visit, new Program.Words(process.facts().command()))
              .of(process.name(), new TimeLimit(clock).applied(process, end));
      case Stay.Left() -> ExitCode.INTERRUPTED;
      case Stay.LaggedBehind() ->
          throw new Refusal(
              ExitCode.GATEWAY_FAILED,
              process.name() + " writes faster than you read; it goes on without you");
    };
  }

  /** Who started it has not left it to this gateway to end it. */
  private LifeRules rules(Process process) {
    Duration ttl =
        process
            .deadline()
            .filter(_ -> process.isRunning())
            .map(deadline -> Duration.between(process.facts().created(), deadline))
            .orElse(UNLIMITED);
    Duration age = Duration.between(process.facts().created(), clock.instant());
    return new LifeRules(ttl, ttl.minus(age), Duration.ZERO, false, Duration.ZERO);
  }
}
