package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Lookup;
import dev.hatchway.app.OneOffNumbers;
import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.command.Retention;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.container.Origin;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.Carrier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run}: a program in a new container that is a copy of production. */
public final class RunCommand {
  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  /** So often another gateway may take the name first. */
  private static final int MOST_TRIES = 100;

  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A program that runs for so long has started. */
  private static final Duration STARTED = Duration.ofSeconds(2);

  private final Containers containers;
  private final OneOffNumbers numbers;
  private final Luggage luggage;
  private final Carrier carrier;
  private final OpenSessions open;
  private final Afterwards afterwards;
  private final RunDefaults defaults;
  private final InstantSource clock;

  public RunCommand(
      Containers containers,
      OneOffNumbers numbers,
      Luggage luggage,
      Carrier carrier,
      OpenSessions open,
      Afterwards afterwards,
      RunDefaults defaults,
      InstantSource clock) {
    this.containers = containers;
    this.numbers = numbers;
    this.luggage = luggage;
    this.carrier = carrier;
    this.open = open;
    this.afterwards = afterwards;
    this.defaults = defaults;
    this.clock = clock;
  }

  ExitCode run(Visit visit, Command.Run wish) throws Refusal {
    Narrator narrator = new Narrator(visit, wish.quiet());
    Origin origin = origin(visit.app(), wish.type());
    Optional<List<String>> words = words(origin, wish, narrator);
    if (narrator.speaks() && origin instanceof Origin.Running(var process)) {
      if (containers.hasMoved(process)) {
        narrator.status(
            "%s means another image by now; this is the one that %s runs"
                .formatted(process.facts().imageName(), process.name()));
      }
    }
    OneOff oneOff = create(visit, wish, origin, words);
    try (Luggage.Piece piece = wish.uploads() ? luggage.pack(visit) : Luggage.none()) {
      piece.unpackInto(oneOff, narrator);
      return wish.detach()
          ? startDetached(visit, oneOff, piece, narrator)
          : carry(visit, wish, oneOff, piece, narrator);
    } catch (OneOff.StartRefused e) {
      oneOff.remove();
      return new Ending(visit, wish.execution().program()).of(e.end());
    } catch (Refusal | RuntimeException e) {
      afterwards.run(oneOff::remove);
      throw e;
    }
  }

  private ExitCode startDetached(Visit visit, OneOff oneOff, Luggage.Piece piece, Narrator narrator)
      throws OneOff.StartRefused {
    oneOff.startDetached();
    piece.arrived();
    visit.voice().result(visit.name() + "." + oneOff.name());
    narrator.always(
        "To see its output: %s %s@host logs %s"
            .formatted(visit.client().ssh(), visit.name(), oneOff.name()));
    return ExitCode.OK;
  }

  private ExitCode carry(
      Visit visit, Command.Run wish, OneOff oneOff, Luggage.Piece piece, Narrator narrator)
      throws OneOff.StartRefused {
    Program program = wish.execution().program();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (var running = oneOff.startAttached()) {
      afterwards.run(() -> deliver(piece, ended));
      narrator.status(
          "Running %s on %s... up, %s"
              .formatted(Narrator.words(program), visit.name(), oneOff.name()));
      Duration grace = visit.client().hasTerminal() ? defaults.reattachGrace() : Duration.ZERO;
      ProgramEnd end =
          carrier.carry(
              visit.client().end(),
              running,
              () -> {
                if (!open.awaitEnd(ended, grace)) {
                  running.end(PATIENCE);
                }
              });
      if (!(end instanceof ProgramEnd.NotStarted)) {
        piece.arrived();
      }
      return new Ending(visit, program).of(end);
    } finally {
      ended.complete(null);
      if (!keep(wish.retention())) {
        afterwards.run(oneOff::remove);
      }
    }
  }

  /** A start that the container's init fails at looks like a start, but ends at once. */
  private static void deliver(Luggage.Piece piece, CompletableFuture<Void> ended) {
    try {
      ended.get(STARTED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      piece.arrived();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a program's end cannot fail", e);
    }
  }

  private OneOff create(Visit visit, Command.Run wish, Origin origin, Optional<List<String>> words)
      throws Refusal {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      try {
        return containers.create(plan(visit, wish, origin, words, numbers.next(visit.app())));
      } catch (EngineException.Conflict e) {
        // Another gateway has that number: the engine's names decide, and the next is tried.
        log.debug("{}", e.getMessage());
      }
    }
    throw new Refusal(ExitCode.GATEWAY_FAILED, "no free name for a one-off; try again");
  }

  private OneOffPlan plan(
      Visit visit, Command.Run wish, Origin origin, Optional<List<String>> words, int number) {
    return new OneOffPlan(
        visit.name(),
        number,
        origin,
        words,
        wish.entrypoint(),
        wish.execution().environment(),
        wish.execution().user(),
        wish.execution().workdir(),
        boxed(wish.limits().nanoCpus()),
        boxed(wish.limits().memoryBytes()),
        wish.detach() ? Optional.empty() : visit.client().terminal(),
        !wish.detach(),
        visit.client().grant().user(),
        visit.session(),
        clock.instant().plus(wish.ttl().orElse(defaults.ttl())));
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private boolean keep(Retention retention) {
    return switch (retention) {
      case Retention.AsConfigured() -> defaults.keep();
      case Retention.Removed() -> false;
      case Retention.Kept _ -> true;
    };
  }

  private static Origin origin(App app, Optional<String> type) throws Refusal {
    if (app.declared().isPresent()) {
      var declared = app.declared().get();
      if (type.isPresent() && !declared.processes().containsKey(type.get())) {
        throw new Refusal(
            ExitCode.USAGE,
            "%s has no %s process; types: %s"
                .formatted(
                    app.name(), type.get(), String.join(" ", declared.processes().keySet())));
      }
      return new Origin.Declared(declared, type);
    }
    Lookup lookup = type.isPresent() ? app.release(type.get()) : app.release();
    return new Origin.Running(Found.in(lookup));
  }

  /** Returns the words to execute; empty where a process type's own command is meant. */
  private Optional<List<String>> words(Origin origin, Command.Run wish, Narrator narrator)
      throws Refusal {
    return switch (wish.execution().program()) {
      case Program.Words(List<String> words) -> {
        narrator.hintAtTerminal(words);
        yield Optional.of(words);
      }
      case Program.ShellText(String text) -> Optional.of(List.of("/bin/sh", "-c", text));
      case Program.AnyShell() -> {
        if (wish.type().isPresent() || wish.entrypoint().isPresent()) {
          yield wish.entrypoint().isPresent() ? Optional.of(List.of()) : Optional.empty();
        }
        if (wish.detach()) {
          throw new Refusal(
              ExitCode.USAGE, "a detached run needs a program: run --detach rake db:migrate");
        }
        List<String> shell = List.of(narrator.shell(containers.shell(origin)));
        narrator.hintAtTerminal(shell);
        yield Optional.of(shell);
      }
    };
  }
}
