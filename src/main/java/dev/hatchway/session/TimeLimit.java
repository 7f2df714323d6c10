package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.time.Instant;
import java.util.Optional;

/** Tells the end of a program whose time was up from any other end by a signal. */
record TimeLimit(OneOffTimes times) {
  /** Returns the end with the code that a limit has, if the process met its own. */
  ProgramEnd applied(Process process, ProgramEnd end) {
    // What ran when it was looked at has ended just now.
    Optional<Instant> ended =
        process.isRunning()
            ? process.deadline().flatMap(deadline -> times.left(process).map(deadline::minus))
            : process.facts().finished();
    return end instanceof ProgramEnd.Exited(ExitCode code, var _)
            && ended.filter(moment -> process.wasTimeUp(moment, code.value())).isPresent()
        ? new ProgramEnd.Exited(ExitCode.TIME_UP)
        : end;
  }
}
