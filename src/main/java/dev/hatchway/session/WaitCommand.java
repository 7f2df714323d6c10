package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EndWatch;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** {@code wait}: the end of a one-off. */
public final class WaitCommand {
  private final Containers containers;
  private final LiveOneOffs live;
  private final TimeLimit limit;

  public WaitCommand(Containers containers, LiveOneOffs live, OneOffTimes times) {
    this.containers = containers;
    this.live = live;
    this.limit = new TimeLimit(times);
  }

  ExitCode await(Visit visit, Command.Wait wish) throws Refusal {
    OneOffTarget target = new OneOffTarget(visit, wish.target(), "wait", live);
    if (target.endedBefore().isPresent()) {
      return target.endedBefore().get();
    }
    Process process = target.process();
    new Narrator(visit, false)
        .status(
            "Waiting for %s; Ctrl-C ends the waiting and nothing else".formatted(process.name()));
    try (EndWatch watch = watch(process)) {
      CompletableFuture<ProgramEnd> end = new CompletableFuture<>();
      Thread.ofVirtual().name("session-wait").start(() -> end.complete(watch.await()));
      try (var _ = new Interrupts(visit.client(), () -> end.cancel(false))) {
        return new Ending(visit, new Program.Words(process.facts().command()))
            .of(process.name(), limit.applied(process, end.join()));
      } catch (CancellationException e) {
        return ExitCode.INTERRUPTED;
      }
    }
  }

  private EndWatch watch(Process process) {
    Optional<LiveOneOff> known = live.find(process.facts().id());
    Optional<ExitCode> ended = live.endOf(process.app(), process.name());
    if (known.isPresent()) {
      return new Known(known.get().end());
    }
    return ended.isPresent()
        ? new Known(CompletableFuture.completedFuture(new ProgramEnd.Exited(ended.get())))
        : containers.watch(process);
  }

  /** An end that this gateway knows, or will know, by itself. */
  private record Known(CompletableFuture<ProgramEnd> end) implements EndWatch {
    @Override
    public ProgramEnd await() {
      try {
        return end.join();
      } catch (CancellationException e) {
        return new ProgramEnd.Lost("the wait was given up");
      }
    }

    /** Whoever waits goes; the program goes on without this wait. */
    @Override
    public void close() {
      end.cancel(false);
    }
  }
}
