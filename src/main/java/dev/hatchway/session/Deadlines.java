package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.AppName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the one-offs whose time is up and whose programs this gateway does not carry: those that it
 * started detached, and those that ran already when it began. The engine is asked for nothing
 * before one of them is due.
 */
public final class Deadlines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One that could not be ended, because the engine was away, is due again after this time. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final AppCatalog apps;
  private final Containers containers;
  private final LiveOneOffs live;
  private final InstantSource clock;
  private final DelayQueue<Due> dues = new DelayQueue<>();
  private final Thread thread = Thread.ofVirtual().name("deadlines").unstarted(this::watch);

  public Deadlines(AppCatalog apps, Containers containers, LiveOneOffs live, InstantSource clock) {
    this.apps = apps;
    this.containers = containers;
    this.live = live;
    this.clock = clock;
  }

  /** Takes note of what runs already, and begins to watch. */
  public void start() {
    try {
      apps.all().forEach(this::noteAll);
    } catch (EngineException e) {
      log.warn("the engine left while its one-offs were looked at: {}", e.getMessage());
    }
    thread.start();
  }

  /** Takes note of a one-off that may run for that time from now on. */
  void note(AppName app, String container, Duration time) {
    note(app, container, clock.instant().plus(time));
  }

  private void note(AppName app, String container, Instant deadline) {
    dues.add(new Due(app, container, deadline, clock));
  }

  private void noteAll(App app) {
    for (Process process : app.oneOffs()) {
      Optional<Instant> deadline = process.deadline();
      if (process.name().isOneOff() && process.isRunning() && deadline.isPresent()) {
        note(app.name(), process.facts().id(), deadline.get());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        Due due = dues.take();
        Thread.ofVirtual().name("deadline").start(() -> end(due));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(Due due) {
    try {
      Optional<Process> process =
          apps.find(due.app()).stream()
              .flatMap(app -> app.oneOffs().stream())
              .filter(each -> each.facts().id().equals(due.container()))
              .filter(each -> each.isRunning() && live.find(due.container()).isEmpty())
              .findFirst();
      if (process.isPresent()) {
        containers.stop(process.get(), PATIENCE);
        log.info("{} of {} was ended: its time was up", process.get().name(), due.app());
      }
    } catch (EngineException.Gone e) {
      log.debug("a one-off was gone before its time was up: {}", e.getMessage());
    } catch (EngineException e) {
      log.warn("a one-off of {} cannot be ended yet: {}", due.app(), e.getMessage());
      note(due.app(), due.container(), RETRY);
    }
  }

  /** A one-off and the moment at which its time is up. */
  private record Due(AppName app, String container, Instant deadline, InstantSource clock)
      implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), deadline));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
