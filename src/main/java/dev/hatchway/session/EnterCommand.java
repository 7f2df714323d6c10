package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.EnterPlan;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import dev.hatchway.stream.Carrier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code enter}: a program in a container that runs already. */
public final class EnterCommand {
  /** Between TERM and KILL; with the KILL the tree is gone within 2 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Containers containers;
  private final Carrier carrier;
  private final Afterwards afterwards;

  public EnterCommand(Containers containers, Carrier carrier, Afterwards afterwards) {
    this.containers = containers;
    this.carrier = carrier;
    this.afterwards = afterwards;
  }

  ExitCode enter(Visit visit, Command.Enter wish) throws Refusal {
    Narrator narrator = new Narrator(visit, wish.quiet());
    Process process = process(visit.app(), wish.target());
    EnterPlan plan =
        new EnterPlan(
            words(process, wish.execution().program(), narrator),
            wish.execution().environment(),
            wish.execution().user(),
            wish.execution().workdir(),
            visit.client().terminal(),
            visit.session());
    try (var program = containers.enter(process, plan)) {
      ProgramEnd end = carrier.carry(visit.client().end(), program, () -> program.end(PATIENCE));
      // What the program left behind ends with the session.
      afterwards.run(() -> program.end(PATIENCE));
      return new Ending(visit, wish.execution().program()).of(end);
    } catch (EngineException.Conflict | EngineException.Gone e) {
      throw new Refusal(
          ExitCode.GATEWAY_FAILED,
          "%s cannot be entered: %s".formatted(process.name(), e.getMessage()));
    }
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

  private List<String> words(Process process, Program program, Narrator narrator) throws Refusal {
    List<String> words =
        switch (program) {
          case Program.Words(List<String> given) -> given;
          case Program.ShellText(String text) -> List.of("/bin/sh", "-c", text);
          case Program.AnyShell() -> List.of(narrator.shell(containers.shell(process)));
        };
    narrator.hintAtTerminal(words);
    return words;
  }
}
