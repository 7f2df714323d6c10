package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.Details;
import dev.hatchway.model.ExitCode;
import java.util.List;

/** {@code inspect}: all that is known of a process, but no value that may be a secret. */
public final class InspectCommand {
  private final Containers containers;
  private final ProcessStatus status;

  public InspectCommand(Containers containers, ProcessStatus status) {
    this.containers = containers;
    this.status = status;
  }

  ExitCode print(Visit visit, Command.Inspect wish) throws Refusal {
    Process process = Found.in(visit.app().find(wish.target()));
    Details details = containers.details(process);
    switch (wish.format()) {
      case JSON ->
          visit.voice().result(new InspectJson(status.json(List.of(process))).of(process, details));
      case TABLE, HEROKU, NAMES ->
          new InspectBlock(process, details, status.release(process))
              .lines()
              .forEach(visit.voice()::result);
    }
    return ExitCode.OK;
  }
}
