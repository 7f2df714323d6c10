package dev.hatchway.session;

import dev.hatchway.command.Command;
import dev.hatchway.command.Lifetime;
import dev.hatchway.command.TerminalWish;
import dev.hatchway.container.OneOff;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.OnDisconnect;
import dev.hatchway.stream.Part;
import dev.hatchway.stream.Stay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code run}: a program in a new container that is a copy of production. */
public final class RunCommand {
  /** A program that runs for so long has started. */
  private static final Duration STARTED = Duration.ofSeconds(2);

  private final OneOffs oneOffs;
  private final EnvironmentFiles environmentFiles;
  private final Luggage luggage;
  private final LiveOneOffs live;
  private final Reaper reaper;
  private final Afterwards afterwards;
  private final RunDefaults defaults;

  public RunCommand(
      OneOffs oneOffs,
      EnvironmentFiles environmentFiles,
      Luggage luggage,
      LiveOneOffs live,
      Reaper reaper,
      Afterwards afterwards,
      RunDefaults defaults) {
    this.oneOffs = oneOffs;
    this.environmentFiles = environmentFiles;
    this.luggage = luggage;
    this.live = live;
    this.reaper = reaper;
    this.afterwards = afterwards;
    this.defaults = defaults;
  }

  ExitCode run(Visit visit, Command.Run typed) throws Refusal {
    checkTerminal(visit, typed);
    Narrator narrator = new Narrator(visit, typed.quiet());
    Command.Run meant = oneOffs.meant(visit, typed, narrator);
    Command.Run wish = meant.with(environmentFiles.of(visit, meant));
    OneOff oneOff = oneOffs.create(visit, wish, narrator);
    try (Luggage.Piece piece = wish.uploads() ? luggage.pack(visit) : Luggage.none()) {
      piece.unpackInto(oneOff, narrator);
      return wish.detach()
          ? startDetached(visit, wish, oneOff, piece, narrator)
          : carry(visit, wish, oneOff, piece, narrator);
    } catch (OneOff.StartRefused e) {
      oneOff.remove();
      return new Ending(visit, wish.execution().program()).of(oneOff.name(), e.end());
    } catch (Refusal | RuntimeException e) {
      afterwards.run(oneOff::remove);
      throw e;
    }
  }

  /** What SSH refuses to a key, no option gives it. */
  private static void checkTerminal(Visit visit, Command.Run wish) throws Refusal {
    if (wish.terminal() == TerminalWish.ALWAYS && !visit.client().grant().terminal()) {
      throw new Refusal(
          ExitCode.REFUSED, "your key may have no terminal, so there is no --tty for it");
    }
  }

  private ExitCode startDetached(
      Visit visit, Command.Run wish, OneOff oneOff, Luggage.Piece piece, Narrator narrator)
      throws OneOff.StartRefused {
    try (var _ = narrator.starting()) {
      oneOff.startDetached();
    }
    reaper.note(oneOff.container(), wish.lifetime().ttl().orElse(defaults.ttl()));
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
    // Before the start: of standard output and error that come at once, ssh shows output first.
    narrator.status(
        "Running %s on %s... up, %s"
            .formatted(Narrator.words(wish.execution().program()), visit.name(), oneOff.name()));
    LiveOneOff one = begin(visit, wish, oneOff, narrator);
    CompletableFuture<Void> settled = deliver(piece, one);
    Stay stay = one.join(visit, Part.STARTER);
    settled.join();
    return switch (stay) {
      case Stay.Over(ProgramEnd end) ->
          new Ending(visit, wish.execution().program()).of(oneOff.name(), end);
      // Nobody is there to read it: the one-off goes its own way now.
      case Stay.Left _, Stay.LaggedBehind _ -> ExitCode.GATEWAY_FAILED;
    };
  }

  private LiveOneOff begin(Visit visit, Command.Run wish, OneOff oneOff, Narrator narrator)
      throws OneOff.StartRefused {
    Program running = startAttached(oneOff, narrator);
    Lifetime lifetime = wish.lifetime();
    Duration ttl = lifetime.ttl().orElse(defaults.ttl());
    reaper.note(oneOff.container(), ttl);
    LifeRules rules =
        new LifeRules(
            ttl,
            ttl,
            lifetime.idle().orElse(defaults.idle()),
            lifetime.onDisconnect().orElse(defaults.onDisconnect()) == OnDisconnect.STOP,
            running.hasTerminal() ? defaults.reattachGrace() : Duration.ZERO);
    boolean stays = !defaults.retention(wish).filter(Duration.ZERO::equals).isPresent();
    Runnable removal = stays ? () -> {} : () -> afterwards.run(oneOff::remove);
    return live.begin(visit.name(), oneOff.name(), oneOff.container(), running, rules, removal);
  }

  private static Program startAttached(OneOff oneOff, Narrator narrator)
      throws OneOff.StartRefused {
    try (var _ = narrator.starting()) {
      return oneOff.startAttached();
    }
  }

  /** A start that the container's init fails at looks like a start, but ends at once. */
  private static CompletableFuture<Void> deliver(Luggage.Piece piece, LiveOneOff one) {
    return one.program()
        .end()
        .thenApply(end -> !(end instanceof ProgramEnd.NotStarted))
        .completeOnTimeout(true, STARTED.toMillis(), TimeUnit.MILLISECONDS)
        .thenAcceptAsync(
            started -> {
              if (started) {
                piece.arrived();
              }
            },
            task -> Thread.ofVirtual().name("delivery").start(task));
  }
}
