package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.Apps;
import dev.hatchway.app.ContainerFacts;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All apps of one engine, kept current by its events, so that a login costs no call but for the
 * containers that have changed since the last one. When the events break off, everything is read
 * anew as soon as the engine answers again, because events are lost over its restart (measured).
 */
final class DockerCatalog implements AppCatalog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DockerCatalog.class);
  private static final Duration RETRY = Duration.ofMillis(250);

  /** A container that the engine cannot tell about is asked for again after this time. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final String EVENTS =
      "/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%7D";

  /** Events that change nothing of what is known of a container. */
  private static final Set<String> UNIMPORTANT =
      Set.of(
          "attach", "detach", "resize", "top", "kill", "export", "copy", "archive-path", "commit");

  private final EngineApi engine;
  private final Map<AppName, DeclaredApp> declared;
  private final OutOfMemory outOfMemory;
  private final Map<String, JsonNode> containers = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final ReentrantLock reading = new ReentrantLock();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final CountDownLatch firstReading = new CountDownLatch(1);
  private final Thread reader;
  private volatile boolean current;
  private volatile boolean closed;
  private volatile @Nullable Response events;
  private final AtomicLong changes = new AtomicLong();
  private volatile Snapshot snapshot = new Snapshot(-1, Map.of());

  DockerCatalog(EngineApi engine, List<DeclaredApp> declared, OutOfMemory outOfMemory) {
    this.engine = engine;
    this.declared =
        declared.stream().collect(Collectors.toUnmodifiableMap(DeclaredApp::name, a -> a));
    this.outOfMemory = outOfMemory;
    this.reader = Thread.ofVirtual().name("engine-events").unstarted(this::follow);
  }

  /** Reads everything once and goes on following the events. */
  void start() {
    reader.start();
    try {
      firstReading.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<App> find(AppName name) {
    return Optional.ofNullable(apps().get(name));
  }

  @Override
  public List<App> all() {
    return List.copyOf(apps().values());
  }

  /** Returns all that the engine said of a container, empty if it is none of an app's. */
  Optional<JsonNode> inspect(String container) {
    return Optional.ofNullable(containers.get(container));
  }

  @Override
  public void close() {
    closed = true;
    Response open = events;
    if (open != null) {
      open.close();
    }
  }

  private Map<AppName, App> apps() {
    if (!current) {
      throw new EngineException.Away(
          "the container engine does not answer", new IOException("its events have broken off"));
    }
    readChanged();
    Snapshot known = snapshot;
    long change = changes.get();
    if (known.change() != change) {
      known = new Snapshot(change, read());
      snapshot = known;
    }
    return known.apps();
  }

  private Map<AppName, App> read() {
    return Apps.of(containers.values().stream().map(Facts::of).toList(), declared.values());
  }

  private void follow() {
    boolean told = false;
    while (!closed) {
      try (Response response = engine.open(Request.Method.GET, EVENTS)) {
        events = response;
        readAll();
        current = true;
        told = false;
        firstReading.countDown();
        readEvents(response);
      } catch (EngineException | IOException e) {
        if (!closed && !told) {
          log.warn("the engine's events broke off: {}", e.getMessage());
        }
        told = true;
      } catch (RuntimeException e) {
        // Whatever it is, a catalogue that nobody keeps current would be worse.
        log.error("the engine's events cannot be followed", e);
      }
      current = false;
      firstReading.countDown();
      pause(RETRY);
    }
  }

  private void readAll() {
    JsonNode list = engine.get("/containers/json?all=1");
    Set<String> listed = new HashSet<>();
    for (JsonNode container : list) {
      ContainerFacts facts = Facts.ofListed(container);
      if (Apps.isPlaced(facts)) {
        listed.add(facts.id());
        refresh(facts.id());
      }
    }
    containers.keySet().retainAll(listed);
    silent.retainAll(listed);
    changes.incrementAndGet();
    log.info("found {} containers of {} apps", containers.size(), read().size());
  }

  /**
   * Reads what has changed since somebody looked last: a one-off that nobody looked for meanwhile
   * costs nothing. Whoever comes while it is read waits and sees it, too.
   */
  private void readChanged() {
    reading.lock();
    try {
      for (String container : List.copyOf(changed)) {
        changed.remove(container);
        if (!silent.contains(container)) {
          readAgain(container);
        }
      }
    } finally {
      reading.unlock();
    }
  }

  /** What is wrong with one container is no reason to refuse the others. */
  private void readAgain(String container) {
    try {
      refresh(container);
    } catch (EngineException.Away e) {
      changed.add(container);
      throw e;
    } catch (EngineException e) {
      log.warn("container {} cannot be read: {}", container, e.getMessage());
    }
  }

  /**
   * Reads one container anew. One whose attached client has stalled may make the engine silent
   * about it (moby#41827), and then only about it: all others stay reachable.
   */
  private void refresh(String container) {
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

  private void awaitAnswer(String container) {
    while (!closed && silent.contains(container)) {
      pause(SILENCE);
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

  private void forget(String container) {
    synchronized (silent) {
      silent.remove(container);
      containers.remove(container);
    }
    changes.incrementAndGet();
  }

  private void readEvents(Response response) throws IOException {
    try (MappingIterator<JsonNode> iterator =
        engine.mapper().readerFor(JsonNode.class).readValues(response.getBody())) {
      while (!closed && iterator.hasNextValue()) {
        take(iterator.nextValue());
      }
    }
  }

  private void take(JsonNode event) {
    String action = event.path("Action").asText();
    String id = event.path("Actor").path("ID").asText();
    JsonNode attributes = event.path("Actor").path("Attributes");
    if (event.path("Type").asText().equals("network")) {
      String container = attributes.path("container").asText();
      if (containers.containsKey(container)) {
        changed.add(container);
      }
      return;
    }
    if (action.equals("oom")) {
      outOfMemory.record(id, Instant.now());
    } else if (action.equals("destroy")) {
      destroyed(id);
    } else if (isImportant(action) && (containers.containsKey(id) || isPlaced(id, attributes))) {
      changed.add(id);
    }
  }

  /** Not while it is being read: what the engine said before would outlive it. */
  private void destroyed(String id) {
    reading.lock();
    try {
      changed.remove(id);
      forget(id);
      outOfMemory.forget(id);
    } finally {
      reading.unlock();
    }
  }

  private static boolean isImportant(String action) {
    return !UNIMPORTANT.contains(action)
        && !action.startsWith("exec_")
        && !action.startsWith("health_status");
  }

  /** The attributes of an event are the container's labels, its name and its image. */
  private static boolean isPlaced(String id, JsonNode attributes) {
    return Apps.isPlaced(
        new ContainerFacts(
            id,
            attributes.path("name").asText(),
            Facts.labels(attributes),
            ContainerFacts.State.CREATED,
            "",
            attributes.path("image").asText(),
            List.of(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty()));
  }

  /** All apps as they were after so many changes. */
  private record Snapshot(long change, Map<AppName, App> apps) {}

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
