package dev.hatchway.session;

import dev.hatchway.command.Command;
import dev.hatchway.command.Program;
import dev.hatchway.command.Retention;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.stream.Carrier;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code run}: a program in a new container that is a copy of production. */
public final class RunCommand {
  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A program that runs for so long has started. */
  private static final Duration STARTED = Duration.ofSeconds(2);

  private final OneOffs oneOffs;
  private final Luggage luggage;
  private final Carrier carrier;
  private final OpenSessions open;
  private final Afterwards afterwards;
  private final RunDefaults defaults;

  public RunCommand(
      OneOffs oneOffs,
      Luggage luggage,
      Carrier carrier,
      OpenSessions open,
      Afterwards afterwards,
      RunDefaults defaults) {
    this.oneOffs = oneOffs;
    this.luggage = luggage;
    this.carrier = carrier;
    this.open = open;
    this.afterwards = afterwards;
    this.defaults = defaults;
  }

  ExitCode run(Visit visit, Command.Run wish) throws Refusal {
    Narrator narrator = new Narrator(visit, wish.quiet());
    OneOff oneOff = oneOffs.create(visit, wish, narrator);
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

  private boolean keep(Retention retention) {
    return switch (retention) {
      case Retention.AsConfigured() -> defaults.keep();
      case Retention.Removed() -> false;
      case Retention.Kept _ -> true;
    };
  }
}
