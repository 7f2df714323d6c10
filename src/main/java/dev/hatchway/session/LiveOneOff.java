package dev.hatchway.session;

import dev.hatchway.container.Outage;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.model.Window;
import dev.hatchway.stream.ClientEnd;
import dev.hatchway.stream.ClientEvent;
import dev.hatchway.stream.Part;
import dev.hatchway.stream.SharedProgram;
import dev.hatchway.stream.Stay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A one-off whose program this gateway carries: the clients at it, and the watch that ends it when
 * its time is up, when its terminal is silent for too long, or when nobody has come back to it.
 */
final class LiveOneOff {
  private static final Logger log = LoggerFactory.getLogger(LiveOneOff.class);

  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final SharedProgram program;
  private final LifeRules rules;
  private final long started = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final MetLimit limit = new MetLimit();
  private final List<Visit> visits = new CopyOnWriteArrayList<>();

  /** How many may type into it, with one that is on the way. */
  private int typing;

  private long lastLeft = System.nanoTime();
  private boolean warned;
  private boolean warnedOfSilence;
  private volatile boolean gatewayStops;
  private volatile boolean endedUnseen;

  /**
   * @param name such as {@code run.7}
   * @param typing how many are on the way to it: whoever has started it, or nobody
   */
  LiveOneOff(String name, SharedProgram program, LifeRules rules, int typing) {
    this.name = name;
    this.program = program;
    this.rules = rules;
    this.typing = typing;
    program.onOutage(this::hear);
    Thread.ofVirtual().name("one-off-watch").start(this::watch);
    var _ = program.end().whenComplete((_, _) -> wake());
  }

  SharedProgram program() {
    return program;
  }

  /** Returns the exit code of a program that is over: its own, or that of a limit it met. */
  ExitCode code(ExitCode own) {
    return limit.isMet() ? ExitCode.TIME_UP : own;
  }

  /** Completes with its end; the code is that of a limit if it met one. */
  CompletableFuture<ProgramEnd> end() {
    return program
        .end()
        .exceptionally(_ -> new ProgramEnd.Lost("the gateway failed"))
        .thenApply(this::limited);
  }

  private ProgramEnd limited(ProgramEnd end) {
    return switch (end) {
      case ProgramEnd.Exited(ExitCode code, var _) when limit.isMet() ->
          new ProgramEnd.Exited(code(code));
      case ProgramEnd.Exited exited -> exited;
      case ProgramEnd.NotStarted notStarted -> notStarted;
      case ProgramEnd.Lost lost -> lost;
    };
  }

  /** Waits for the end, but no longer than that. */
  void awaitEndFor(Duration time) {
    try {
      program.end().get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      log.warn("{} has not ended with the gateway", name);
    }
  }

  /** How many clients are at it now. */
  int clients() {
    return visits.size();
  }

  /** Carries the bytes of a client until it or the program has ended. */
  Stay join(Visit visit, Part part) {
    ClientEnd end = visit.client().end();
    if (part == Part.GUEST) {
      visit.client().terminal().ifPresent(terminal -> redraw(end, terminal.window()));
    }
    enter(visit, part);
    try {
      Stay stay = program.join(at(visit, part), part);
      return stay instanceof Stay.Over(ProgramEnd ended) ? over(visit, ended) : stay;
    } finally {
      leave(visit, part);
    }
  }

  /** The gateway stops: nobody can come back, so nobody is waited for. */
  void gatewayStops() {
    gatewayStops = true;
    wake();
  }

  /** Returns whether it ends when the gateway does. */
  boolean endsWithGateway() {
    return rules.endsWhenLeft();
  }

  /** Returns the client's end as the program needs it. */
  private ClientEnd at(Visit visit, Part part) {
    ClientEnd end = visit.client().end();
    if (!visit.client().hasTerminal()) {
      return end;
    }
    if (part == Part.ONLOOKER) {
      KeyWatch.start(end, () -> end.post(new ClientEvent.Leaving()));
    }
    ClientEvent onInterrupt =
        part == Part.STARTER ? new ClientEvent.Signalled("INT") : new ClientEvent.Leaving();
    return program.hasTerminal() ? end : new CookedClient(end, onInterrupt);
  }

  /** A program draws its screen anew when the size changes; the same size would be no change. */
  private static void redraw(ClientEnd end, Window window) {
    if (window.rows() > 1) {
      end.post(new ClientEvent.Resized(new Window(window.columns(), window.rows() - 1)));
    }
    end.post(new ClientEvent.Resized(window));
  }

  private void enter(Visit visit, Part part) {
    lock.lock();
    try {
      visits.add(visit);
      typing += part == Part.GUEST ? 1 : 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void leave(Visit visit, Part part) {
    lock.lock();
    try {
      visits.remove(visit);
      typing -= part == Part.ONLOOKER ? 0 : 1;
      lastLeft = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for whatever is due first, until the program has ended or is to be ended. */
  private void watch() {
    lock.lock();
    try {
      while (!program.end().isDone()) {
        Duration due = nextDue();
        if (!due.isPositive()) {
          break;
        }
        changed.awaitNanos(due.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    if (!program.end().isDone()) {
      program.stop(PATIENCE);
    }
  }

  /** Returns how long nothing needs to be done; zero if the program is to be ended now. */
  private Duration nextDue() {
    Duration left = rules.life().minus(since(started));
    Duration next = left;
    if (!left.isPositive()) {
      return timeUp("%s has run for %s".formatted(name, TimeSpan.format(rules.ttl())));
    }
    if (!warned) {
      Duration warning = left.minus(rules.warning(rules.life()));
      if (warning.isPositive()) {
        next = warning;
      } else {
        warned = true;
        tell("%s is ended in %s".formatted(name, TimeSpan.rough(left.plusMillis(500))));
      }
    }
    next = shorter(next, idleDue());
    if (typing == 0 && rules.endsWhenLeft()) {
      next = shorter(next, gatewayStops ? Duration.ZERO : rules.grace().minus(since(lastLeft)));
    }
    return next;
  }

  private Duration idleDue() {
    if (!rules.isIdleLimited() || !program.hasTerminal() || visits.isEmpty()) {
      return rules.life();
    }
    Duration left = rules.idle().minus(program.silence());
    if (!left.isPositive()) {
      return timeUp(
          "nothing has come from %s or gone to it for %s"
              .formatted(name, TimeSpan.format(rules.idle())));
    }
    Duration warning = left.minus(rules.warning(rules.idle()));
    if (warning.isPositive()) {
      warnedOfSilence = false;
      return warning;
    }
    if (!warnedOfSilence) {
      warnedOfSilence = true;
      tell(
          "%s is ended in %s; type something"
              .formatted(name, TimeSpan.rough(left.plusMillis(500))));
    }
    return left;
  }

  private Duration timeUp(String reason) {
    limit.meet(reason, program, visits);
    return Duration.ZERO;
  }

  private void tell(String warning) {
    visits.stream()
        .filter(visit -> visit.client().hasTerminal())
        .forEach(visit -> MetLimit.say(() -> visit.voice().problem(warning)));
  }

  /** That it has ended is said when it has: what is said on the side may come too late. */
  private void hear(Outage outage) {
    if (outage == Outage.OVER_AND_ENDED) {
      endedUnseen = true;
    } else {
      tellAll(OutageNotice.of(outage, name));
    }
  }

  private Stay over(Visit visit, ProgramEnd end) {
    limit.tellLast(visit, program);
    if (endedUnseen) {
      visit.voice().problem(OutageNotice.of(Outage.OVER_AND_ENDED, name));
    }
    return new Stay.Over(limited(end));
  }

  /** What is wrong is told without a terminal, too. */
  private void tellAll(String problem) {
    visits.forEach(visit -> MetLimit.say(() -> visit.voice().problem(problem)));
  }

  private static Duration since(long moment) {
    return Duration.ofNanos(System.nanoTime() - moment);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
