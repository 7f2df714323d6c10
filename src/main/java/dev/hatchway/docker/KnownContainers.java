package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine has said of containers. One whose attached client has stalled may make the engine
 * silent about it (moby#41827), and then only about it: all others stay reachable, and what was
 * said of it before stays until the engine answers again.
 */
final class KnownContainers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KnownContainers.class);

  /** A container that the engine cannot tell about is asked for again after this time. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final EngineApi engine;
  private final Map<String, JsonNode> containers = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final AtomicLong changes = new AtomicLong();
  private volatile boolean closed;

  KnownContainers(EngineApi engine) {
    this.engine = engine;
  }

  Optional<JsonNode> get(String container) {
    return Optional.ofNullable(containers.get(container));
  }

  Collection<JsonNode> all() {
    return List.copyOf(containers.values());
  }

  Set<String> ids() {
    return Set.copyOf(containers.keySet());
  }

  /** How often what is known has changed. */
  long changes() {
    return changes.get();
  }

  /** Returns whether the engine has not answered for it, and is being asked again. */
  boolean isSilent(String container) {
    return silent.contains(container);
  }

  /**
   * Reads one container anew.
   *
   * @throws EngineException.Away if the engine answers for no other, either
   */
  void read(String container) {
    try {
      learn(container, engine.get("/containers/" + container + "/json"));
    } catch (EngineException.Gone e) {
      forget(container);
    } catch (EngineException.Away e) {
      engine.ping();
      if (silent.add(container)) {
        log.warn("the engine does not answer for container {}; others go on", container);
        Thread.ofVirtual().name("silent-container").start(() -> awaitAnswer(container));
      }
    }
  }

  void forget(String container) {
    synchronized (silent) {
      silent.remove(container);
      containers.remove(container);
    }
    changes.incrementAndGet();
  }

  /** Forgets all others. */
  void retain(Set<String> listed) {
    synchronized (silent) {
      silent.retainAll(listed);
      containers.keySet().retainAll(listed);
    }
    changes.incrementAndGet();
  }

  /** Asks for nothing more. */
  @Override
  public void close() {
    closed = true;
  }

  private void awaitAnswer(String container) {
    while (!closed && silent.contains(container)) {
      Pause.of(SILENCE);
      try {
        JsonNode inspect = engine.get("/containers/" + container + "/json");
        synchronized (silent) {
          if (silent.contains(container)) {
            learn(container, inspect);
          }
        }
      } catch (EngineException.Gone e) {
        forget(container);
      } catch (EngineException e) {
        log.debug("no answer yet for container {}: {}", container, e.getMessage());
      }
    }
  }

  private void learn(String container, JsonNode inspect) {
    synchronized (silent) {
      silent.remove(container);
      containers.put(container, inspect);
    }
    changes.incrementAndGet();
  }
}
