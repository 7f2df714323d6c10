package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Pull;
import dev.hatchway.model.ImageName;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** The images that are being fetched: each once, however many sessions need it. */
final class ImagePulls {
  private final EngineApi engine;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ImageName, ImagePull> running = new HashMap<>();

  ImagePulls(EngineApi engine) {
    this.engine = engine;
  }

  /** Begins to fetch an image, or joins those that wait for it. */
  Pull join(ImageName image) {
    lock.lock();
    try {
      ImagePull pull = running.get(image);
      if (pull == null || pull.outcome().isDone()) {
        pull = new ImagePull(engine, image);
        running.put(image, pull);
        pull.start();
      }
      pull.enter();
      return new Waiting(pull);
    } finally {
      lock.unlock();
    }
  }

  private void leave(ImagePull pull) {
    lock.lock();
    try {
      if (pull.leave()) {
        running.remove(pull.image(), pull);
        pull.giveUp();
      }
    } finally {
      lock.unlock();
    }
  }

  /** One session that waits. */
  private final class Waiting implements Pull {
    private final ImagePull pull;
    private final AtomicBoolean left = new AtomicBoolean();

    private Waiting(ImagePull pull) {
      this.pull = pull;
    }

    @Override
    public boolean await(Duration longest) {
      try {
        pull.outcome().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        pull.checkEngine();
        return false;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof EngineException reason
            ? reason
            : new EngineException("the image cannot be fetched", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException.Away("the wait for an image was ended", new IOException(e));
      }
    }

    @Override
    public Progress progress() {
      return pull.progress();
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        ImagePulls.this.leave(pull);
      }
    }
  }
}
