package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import java.util.Optional;

/** {@code enter}: a program in a container that runs already. */
public final class EnterCommand {
  private final Containers containers;
  private final Entrance entrance;

  public EnterCommand(Containers containers, Entrance entrance) {
    this.containers = containers;
    this.entrance = entrance;
  }

  ExitCode enter(Visit visit, Command.Enter wish) throws Refusal {
    Process process = process(visit.app(), wish.target());
    return entrance.enter(
        visit,
        containers.inside(process),
        process.name(),
        wish.execution(),
        new Narrator(visit, wish.quiet()));
  }

  private static Process process(App app, Optional<Target> target) throws Refusal {
    if (target.isPresent()) {
      return Found.in(app.findRunning(target.get()));
    }
    Optional<Process> only = app.defaultProcess();
    if (only.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "which process? Running: "
              + String.join(
                  " ", app.running().stream().map(process -> process.name().toString()).toList()));
    }
    return only.get();
  }
}
