package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.AppName;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ProcessName;
import dev.hatchway.stream.Carrier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one-offs whose programs this gateway carries, by the ids of their containers. */
public final class LiveOneOffs {
  /** KILL comes 10 s after TERM; what is not gone then will not go. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(13);

  /** Between TERM and KILL, if whoever stops the gateway has asked twice. */
  private static final Duration HASTE = Duration.ofSeconds(1);

  /** So many ended ones are remembered, for whoever asks a moment too late. */
  private static final int MOST_ENDED = 10_000;

  /** How many are on the way to one that is begun. */
  private static final int ITS_STARTER = 1;

  private static final int NOBODY = 0;

  private final Carrier carrier;
  private final Map<String, LiveOneOff> live = new ConcurrentHashMap<>();
  private final ReentrantLock adopting = new ReentrantLock();
  private volatile boolean gatewayStops;
  private final Map<String, ExitCode> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ExitCode> eldest) {
          return size() > MOST_ENDED;
        }
      };

  public LiveOneOffs(Carrier carrier) {
    this.carrier = carrier;
  }

  /**
   * Begins to carry the program of a one-off.
   *
   * @param afterwards what is to be done when it has ended; the one-off is forgotten by that
   */
  LiveOneOff begin(
      AppName app,
      ProcessName name,
      String container,
      Program program,
      LifeRules rules,
      Runnable afterwards) {
    return begin(
        app,
        name,
        container,
        new LiveOneOff(name.toString(), carrier.share(program), rules, ITS_STARTER),
        afterwards);
  }

  private LiveOneOff begin(
      AppName app, ProcessName name, String container, LiveOneOff oneOff, Runnable afterwards) {
    live.put(container, oneOff);
    if (gatewayStops) {
      oneOff.gatewayStops();
    }
    var _ =
        oneOff
            .program()
            .end()
            .whenComplete(
                (end, _) -> {
                  switch (end) {
                    case ProgramEnd.Exited(ExitCode code, var _) ->
                        remember(app, name, oneOff.code(code));
                    case ProgramEnd.NotStarted(ExitCode code, String _) ->
                        remember(app, name, code);
                    case ProgramEnd.Lost _ -> {}
                    case null -> {}
                  }
                  live.remove(container);
                  afterwards.run();
                });
    return oneOff;
  }

  /** Returns the one-off if its program is carried here; else what is begun now. */
  LiveOneOff findOrAdopt(
      Process process,
      Supplier<Program> attached,
      Function<Program, LifeRules> rules,
      Runnable afterwards) {
    adopting.lock();
    try {
      LiveOneOff known = live.get(process.facts().id());
      if (known != null) {
        return known;
      }
      Program program = attached.get();
      String name = process.name().toString();
      return begin(
          process.app(),
          process.name(),
          process.facts().id(),
          new LiveOneOff(name, carrier.share(program), rules.apply(program), NOBODY),
          afterwards);
    } finally {
      adopting.unlock();
    }
  }

  /** Takes note that a one-off that nobody carries is ended because its time is up. */
  void timeIsUp(Process process) {
    remember(process.app(), process.name(), ExitCode.TIME_UP);
  }

  /** Takes note of the code of one that has ended and is about to be removed. */
  void remember(Process process) {
    OptionalInt code = process.facts().exitCode();
    if (process.isOver() && code.isPresent() && endOf(process.app(), process.name()).isEmpty()) {
      boolean timeUp =
          process
              .facts()
              .finished()
              .filter(finished -> process.wasTimeUp(finished, code.getAsInt()))
              .isPresent();
      ExitCode own = new ExitCode(code.getAsInt() & 0xFF);
      remember(process.app(), process.name(), timeUp ? ExitCode.TIME_UP : own);
    }
  }

  /** Returns the one-off of that container if its program is carried here. */
  Optional<LiveOneOff> find(String container) {
    return Optional.ofNullable(live.get(container));
  }

  /**
   * Returns how many clients are at the program of that container, as far as this gateway knows.
   */
  int clients(String container) {
    return find(container).map(LiveOneOff::clients).orElse(0);
  }

  /** Returns with which code a one-off ended that is gone since; empty if that is not known. */
  Optional<ExitCode> endOf(AppName app, ProcessName name) {
    synchronized (ended) {
      return Optional.ofNullable(ended.get(key(app, name)));
    }
  }

  /** Ends what ends with the gateway as soon as nobody is at it, and waits for it. */
  public void drain() {
    gatewayStops = true;
    live.values().forEach(LiveOneOff::gatewayStops);
    long deadline = System.nanoTime() + LAST_PATIENCE.toNanos();
    for (LiveOneOff oneOff : live.values()) {
      if (oneOff.endsWithGateway()) {
        oneOff.awaitEndFor(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    }
  }

  /** Ends what ends with the gateway now, whoever is at it. */
  public void cutOff() {
    live.values().stream()
        .filter(LiveOneOff::endsWithGateway)
        .map(LiveOneOff::program)
        .forEach(
            program -> Thread.ofVirtual().name("one-off-end").start(() -> program.stop(HASTE)));
  }

  private void remember(AppName app, ProcessName name, ExitCode code) {
    synchronized (ended) {
      ended.put(key(app, name), code);
    }
  }

  private static String key(AppName app, ProcessName name) {
    return app + "." + name;
  }
}
