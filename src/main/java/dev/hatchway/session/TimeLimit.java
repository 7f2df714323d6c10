package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.time.Instant;
import java.time.InstantSource;

/** Tells the end of a program whose time was up from any other end by a signal. */
record TimeLimit(InstantSource clock) {
  /** Returns the end with the code that a limit has, if the process met its own. */
  ProgramEnd applied(Process process, ProgramEnd end) {
    Instant ended =
        process.isRunning()
            ? clock.instant()
            : process.facts().finished().orElseGet(clock::instant);
    return end instanceof ProgramEnd.Exited(ExitCode code, var _)
            && process.wasTimeUp(ended, code.value())
        ? new ProgramEnd.Exited(ExitCode.TIME_UP)
        : end;
  }
}
