package dev.hatchway.app;

import dev.hatchway.model.AppName;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the background what the catalogue sees: the releases of apps, and the highest numbers
 * of their one-offs. Neither the engine's events nor a login ever wait for its disk.
 */
public final class Recorder implements AppWatcher, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Recorder.class);

  /** A deployment is many events; those that come within this time are looked at together. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** What could not be recorded is tried again after this time. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Whoever stops the gateway does not wait longer for a slow disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final AppCatalog apps;
  private final Function<String, Optional<String>> imageId;
  private final Releases releases;
  private final OneOffNumbers numbers;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final AtomicBoolean otherFormation = new AtomicBoolean(true);
  private final AtomicBoolean otherImages = new AtomicBoolean(true);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param imageId what the name of an image means now, empty if there is no such image
   */
  public Recorder(
      AppCatalog apps,
      Function<String, Optional<String>> imageId,
      Releases releases,
      OneOffNumbers numbers,
      InstantSource clock) {
    this.apps = apps;
    this.imageId = imageId;
    this.releases = releases;
    this.numbers = numbers;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("recorder").unstarted(this::follow);
  }

  /** Records what there is, and goes on with what happens. */
  public void start() {
    apps.watch(this);
    thread.start();
  }

  @Override
  public void formationChanged() {
    otherFormation.set(true);
    news.release();
  }

  @Override
  public void imagesChanged() {
    otherImages.set(true);
    news.release();
  }

  @Override
  public void oneOffMade(AppName app, int number, String container) {
    numbers.see(app, number, container);
    news.release();
  }

  @Override
  public void close() {
    closed = true;
    news.release();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    boolean failed = !record(false);
    try {
      while (!closed) {
        // After a failure the time itself is the news.
        if (!news.tryAcquire(failed ? RETRY.toMillis() : Long.MAX_VALUE, TimeUnit.MILLISECONDS)) {
          log.debug("recording is tried again");
        }
        if (!closed) {
          Thread.sleep(PAUSE);
          news.drainPermits();
          failed = !record(failed);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the apps only if a formation has changed: the news of a one-off is all in itself. */
  private boolean record(boolean failedBefore) {
    boolean formation = otherFormation.getAndSet(false);
    boolean images = otherImages.getAndSet(false);
    try {
      for (App app : formation || images ? apps.formations() : List.<App>of()) {
        see(app);
        record(app, images);
      }
      numbers.keep();
      return true;
    } catch (IOException | RuntimeException e) {
      otherFormation.compareAndSet(false, formation);
      otherImages.compareAndSet(false, images);
      if (!failedBefore) {
        log.warn("what the apps run as cannot be recorded, it is tried again: {}", e.getMessage());
      }
      return false;
    }
  }

  /** Those that were there before this gateway was, or while the engine's events were broken. */
  private void see(App app) {
    app.oneOffs().stream()
        .filter(process -> process.name().isOneOff())
        .filter(process -> process.facts().label(HatchwayLabels.NUMBER).isPresent())
        .forEach(p -> numbers.see(app.name(), p.name().number(), p.facts().id()));
  }

  private void record(App app, boolean images) throws IOException {
    Optional<Release> last = releases.of(app.name()).stream().findFirst();
    Optional<Release> release =
        app.declared().isEmpty()
            ? new Deployment(app).after(last, clock.instant())
            : images ? declared(app, last) : Optional.empty();
    if (release.isPresent()) {
      releases.add(app.name(), release.get());
      log.info("{} is {} now, image {}", app.name(), release.get().name(), release.get().image());
    }
  }

  private Optional<Release> declared(App app, Optional<Release> last) {
    return app.declared()
        .flatMap(
            declared ->
                imageId
                    .apply(declared.image().value())
                    .flatMap(
                        id ->
                            Deployment.declared(
                                declared.image().value(), id, last, clock.instant())));
  }
}
