package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import java.util.ArrayList;
import java.util.List;

/** {@code kill}: a signal to the main programs of processes. */
public final class KillCommand {
  private final Containers containers;

  public KillCommand(Containers containers) {
    this.containers = containers;
  }

  /** All are looked up before the first is killed, so that a mistyped name changes nothing. */
  ExitCode kill(Visit visit, Command.Kill wish) throws Refusal {
    List<Process> processes = new ArrayList<>();
    for (Target target : wish.targets()) {
      processes.add(Found.in(visit.app().findRunning(target)));
    }
    ExitCode code = ExitCode.OK;
    for (Process process : processes.stream().distinct().toList()) {
      try {
        containers.kill(process, wish.signal());
        visit.voice().status("Sent %s to %s".formatted(wish.signal(), process.name()));
      } catch (EngineException.Gone | EngineException.Conflict e) {
        visit.voice().problem("%s is not running any more".formatted(process.name()));
        code = ExitCode.USAGE;
      }
    }
    return code;
  }
}
