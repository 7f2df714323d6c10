package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the one-offs whose time is up and whose programs no gateway carries here: detached ones, and
 * those that outlived their gateway. Their labels say until when they may run, so a restart forgets
 * none; looking at them costs the engine nothing.
 */
public final class Deadlines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Between TERM and KILL. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AppCatalog apps;
  private final Containers containers;
  private final LiveOneOffs live;
  private final InstantSource clock;
  private final Set<String> ending = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  public Deadlines(AppCatalog apps, Containers containers, LiveOneOffs live, InstantSource clock) {
    this.apps = apps;
    this.containers = containers;
    this.live = live;
    this.clock = clock;
  }

  /** Begins to look. */
  public void start() {
    Thread.ofVirtual().name("deadlines").start(this::watch);
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void watch() {
    try {
      while (!closing.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          apps.all().forEach(this::look);
        } catch (EngineException e) {
          log.debug("deadlines have to wait: {}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(App app) {
    Instant now = clock.instant();
    for (Process process : app.oneOffs()) {
      boolean due = process.deadline().filter(deadline -> !deadline.isAfter(now)).isPresent();
      if (due
          && process.name().isOneOff()
          && process.isRunning()
          && live.find(process.facts().id()).isEmpty()
          && ending.add(process.facts().id())) {
        Thread.ofVirtual().name("deadline").start(() -> end(process));
      }
    }
  }

  private void end(Process process) {
    try {
      containers.stop(process, PATIENCE);
      log.info("{} of {} was ended: its time was up", process.name(), process.app());
    } catch (EngineException e) {
      log.warn("{} of {} was not ended: {}", process.name(), process.app(), e.getMessage());
    } finally {
      ending.remove(process.facts().id());
    }
  }
}
