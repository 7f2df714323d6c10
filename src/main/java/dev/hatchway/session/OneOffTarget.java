package dev.hatchway.session;

import dev.hatchway.app.Lookup;
import dev.hatchway.app.Process;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import java.util.Optional;

/** The one-off that a target names, or the end of one that is gone already. */
final class OneOffTarget {
  private final Lookup lookup;
  private final Optional<ProcessName> gone;
  private final Optional<ExitCode> endedBefore;

  /**
   * @param verb the command, for its messages
   * @throws Refusal if it names no one-off
   */
  OneOffTarget(Visit visit, Target target, String verb, LiveOneOffs live) throws Refusal {
    lookup = visit.app().find(target);
    gone = oneOffName(visit, target);
    endedBefore =
        lookup instanceof Lookup.None
            ? gone.flatMap(name -> live.endOf(visit.name(), name))
            : Optional.empty();
    if (endedBefore.isEmpty() && !Found.in(lookup).oneOff()) {
      throw new Refusal(
          ExitCode.USAGE,
          "%s is not a one-off, so there is nothing to %s to; enter %s runs a command in it"
              .formatted(Found.in(lookup).name(), verb, Found.in(lookup).name()));
    }
  }

  /** Returns the code of a one-off that has ended and is gone. */
  Optional<ExitCode> endedBefore() {
    return endedBefore;
  }

  /** Returns its name as a message says it. */
  String name() {
    return gone.map(ProcessName::toString).orElse("it");
  }

  /** Returns the one-off, which is there, running or not. */
  Process process() throws Refusal {
    return Found.in(lookup);
  }

  /** The forms of a name by which no container is needed to know which one-off is meant. */
  private static Optional<ProcessName> oneOffName(Visit visit, Target target) {
    String text = target.text();
    String app = visit.name() + ".";
    String name = text.startsWith(app) ? text.substring(app.length()) : text;
    String number = name.startsWith("one-off-") ? name.substring("one-off-".length()) : name;
    return ProcessName.parse(name)
        .filter(ProcessName::isOneOff)
        .or(() -> ProcessName.parse(ProcessName.ONE_OFF + "." + number));
  }
}
