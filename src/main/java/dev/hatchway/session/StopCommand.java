package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code stop}: ends processes, all at the same time. */
public final class StopCommand {
  private final Containers containers;

  public StopCommand(Containers containers) {
    this.containers = containers;
  }

  ExitCode stop(Visit visit, Command.Stop wish) throws Refusal {
    List<Process> processes = processes(visit, wish);
    List<Future<?>> stops = new ArrayList<>();
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Process process : processes) {
        stops.add(calls.submit(() -> containers.stop(process, wish.time())));
      }
    }
    ExitCode code = ExitCode.OK;
    for (int i = 0; i < processes.size(); i++) {
      String name = processes.get(i).name().toString();
      switch (stops.get(i).state()) {
        case SUCCESS -> visit.voice().status("Stopped " + name);
        case FAILED, CANCELLED, RUNNING -> {
          Throwable reason = stops.get(i).exceptionNow();
          if (reason instanceof EngineException.Gone) {
            visit.voice().status(name + " was gone already");
          } else {
            visit.voice().problem("%s was not stopped: %s".formatted(name, reason.getMessage()));
            code = ExitCode.GATEWAY_FAILED;
          }
        }
      }
    }
    return code;
  }

  private static List<Process> processes(Visit visit, Command.Stop wish) throws Refusal {
    if (wish.allRuns()) {
      return visit.app().oneOffs().stream()
          .filter(process -> process.name().isOneOff() && process.isRunning())
          .toList();
    }
    List<Process> processes = new ArrayList<>();
    for (Target target : wish.targets()) {
      processes.add(process(visit.app(), target));
    }
    return processes;
  }

  /** What is paused or starts over and over can be stopped, too; what has ended cannot. */
  private static Process process(App app, Target target) throws Refusal {
    Process process = Found.in(app.find(target));
    return switch (process.facts().state()) {
      case RUNNING, PAUSED, RESTARTING -> process;
      case CREATED, REMOVING, EXITED, DEAD -> Found.in(app.findRunning(target));
    };
  }
}
