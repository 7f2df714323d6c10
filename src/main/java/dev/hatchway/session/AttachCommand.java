package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.Part;
import dev.hatchway.stream.Stay;

/** {@code attach}: back to the program of a one-off. */
public final class AttachCommand {
  private final Adoption adoption;
  private final LiveOneOffs live;
  private final TimeLimit limit;

  public AttachCommand(Adoption adoption, LiveOneOffs live, OneOffTimes times) {
    this.adoption = adoption;
    this.live = live;
    this.limit = new TimeLimit(times);
  }

  ExitCode attach(Visit visit, Command.Attach wish) throws Refusal {
    OneOffTarget target = new OneOffTarget(visit, wish.target(), "attach", live);
    if (target.endedBefore().isPresent()) {
      visit.voice().status(target.name() + " has ended and is gone");
      return target.endedBefore().get();
    }
    Process process = target.process();
    LiveOneOff oneOff = adoption.of(process);
    Narrator narrator = new Narrator(visit, wish.quiet());
    narrator.status(
        "At %s of %s: %s"
            .formatted(process.name(), visit.name(), String.join(" ", process.facts().command())));
    return switch (oneOff.join(visit, wish.readOnly() ? Part.ONLOOKER : Part.GUEST)) {
      case Stay.Over(var end) ->
          new Ending(visit, new Program.Words(process.facts().command()))
              .of(process.name(), limit.applied(process, end));
      case Stay.Left() -> ExitCode.INTERRUPTED;
      case Stay.LaggedBehind() ->
          throw new Refusal(
              ExitCode.GATEWAY_FAILED,
              process.name() + " writes faster than you read; it goes on without you");
    };
  }
}
