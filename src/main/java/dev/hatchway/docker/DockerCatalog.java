package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.app.App;
import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.AppWatcher;
import dev.hatchway.app.Apps;
import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.HatchwayLabels;
import dev.hatchway.app.Place;
import dev.hatchway.app.Slot;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All apps of one engine, kept current by its events, so that a login costs no call but for the
 * containers that have changed since the last one. When the events break off, everything is read
 * anew as soon as the engine answers again, because events are lost over its restart (measured).
 */
final class DockerCatalog implements AppCatalog, EngineEvents.Reader, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DockerCatalog.class);

  private final EngineApi engine;
  private final Map<AppName, DeclaredApp> declared;
  private final Fates fates;
  private final KnownContainers containers;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Set<String> changedOneOffs = ConcurrentHashMap.newKeySet();
  private final ReentrantLock reading = new ReentrantLock();
  private final CountDownLatch firstReading = new CountDownLatch(1);
  private final EngineEvents events;
  private volatile boolean current;
  private final List<AppWatcher> watchers = new CopyOnWriteArrayList<>();
  private volatile Snapshot snapshot = new Snapshot(-1, Map.of());

  DockerCatalog(EngineApi engine, List<DeclaredApp> declared, Fates fates) {
    this.engine = engine;
    this.declared =
        declared.stream().collect(Collectors.toUnmodifiableMap(DeclaredApp::name, a -> a));
    this.fates = fates;
    this.containers = new KnownContainers(engine);
    this.events = new EngineEvents(engine, this);
  }

  /** Reads everything once and goes on following the events. */
  void start() {
    events.start();
    try {
      firstReading.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<App> find(AppName name) {
    return Optional.ofNullable(apps(changed, changedOneOffs).get(name));
  }

  @Override
  public Optional<App> lastKnown(AppName name) {
    return Optional.ofNullable(asRead().get(name));
  }

  @Override
  public List<App> all() {
    return List.copyOf(apps(changed, changedOneOffs).values());
  }

  @Override
  public List<App> formations() {
    return List.copyOf(apps(changed).values());
  }

  @Override
  public void watch(AppWatcher watcher) {
    watchers.add(watcher);
  }

  /** Returns all that the engine said of a container, empty if it is none of an app's. */
  Optional<JsonNode> inspect(String container) {
    return containers.get(container);
  }

  @Override
  public void close() {
    containers.close();
    events.close();
  }

  /** Returns all apps; what is in these sets is read before. */
  @SafeVarargs
  private Map<AppName, App> apps(Set<String>... unread) {
    if (!current) {
      throw new EngineException.Away(
          "the container engine does not answer", new IOException("its events have broken off"));
    }
    for (Set<String> containersToRead : unread) {
      read(containersToRead);
    }
    return asRead();
  }

  /** Returns all apps as far as they have been read. */
  private Map<AppName, App> asRead() {
    Snapshot known = snapshot;
    long change = containers.changes();
    if (known.change() != change) {
      known = new Snapshot(change, read());
      snapshot = known;
    }
    return known.apps();
  }

  private Map<AppName, App> read() {
    return Apps.of(containers.all().stream().map(Facts::of).toList(), declared.values());
  }

  @Override
  public void begin() {
    readAll();
    current = true;
    watchers.forEach(AppWatcher::formationChanged);
    watchers.forEach(AppWatcher::imagesChanged);
    firstReading.countDown();
  }

  @Override
  public void brokeOff() {
    current = false;
    firstReading.countDown();
  }

  @Override
  public Set<String> unheard(JsonNode list) {
    if (reading.isLocked()) {
      // What has been heard of is being read.
      return Set.of();
    }
    Map<String, String> states = new HashMap<>();
    for (JsonNode container : list) {
      ContainerFacts facts = Facts.ofListed(container);
      if (Apps.isPlaced(facts)) {
        states.put(facts.id(), container.path("State").asText());
      }
    }
    Set<String> unheard = new HashSet<>(states.keySet());
    unheard.addAll(containers.ids());
    // What is in these is known to be another by now.
    List.of(changed, changedOneOffs).forEach(unheard::removeAll);
    unheard.removeIf(
        id -> containers.isSilent(id) || state(id).equals(Optional.ofNullable(states.get(id))));
    return unheard;
  }

  private Optional<String> state(String id) {
    return inspect(id).map(known -> known.path("State").path("Status").asText());
  }

  private void readAll() {
    JsonNode list = engine.get("/containers/json?all=1");
    Set<String> listed = new HashSet<>();
    for (JsonNode container : list) {
      ContainerFacts facts = Facts.ofListed(container);
      if (Apps.isPlaced(facts)) {
        listed.add(facts.id());
        containers.read(facts.id());
      }
    }
    containers.retain(listed);
    log.info("found {} containers of {} apps", containers.ids().size(), read().size());
  }

  /**
   * Reads what has changed since somebody looked last: a one-off that nobody looked for meanwhile
   * costs nothing. Whoever comes while it is read waits and sees it, too.
   */
  private void read(Set<String> unread) {
    reading.lock();
    try {
      for (String container : List.copyOf(unread)) {
        unread.remove(container);
        if (!containers.isSilent(container)) {
          readAgain(container, unread);
        }
      }
    } finally {
      reading.unlock();
    }
  }

  /** What is wrong with one container is no reason to refuse the others. */
  private void readAgain(String container, Set<String> unread) {
    try {
      containers.read(container);
    } catch (EngineException.Away e) {
      unread.add(container);
      throw e;
    } catch (EngineException e) {
      log.warn("container {} cannot be read: {}", container, e.getMessage());
    }
  }

  @Override
  public void take(EngineEvent event) {
    fates.take(event);
    switch (event.kind()) {
      case NETWORK -> {
        if (containers.get(event.container()).isPresent()) {
          changed.add(event.container());
        }
      }
      case IMAGE -> watchers.forEach(AppWatcher::imagesChanged);
      case REMOVED -> {
        destroyed(event.container());
        tell(event, event.place());
      }
      case CHANGED -> {
        Optional<Place> place = event.place();
        if (isOneOff(place)) {
          changedOneOffs.add(event.container());
        } else if (place.isPresent() || containers.get(event.container()).isPresent()) {
          changed.add(event.container());
        }
        tell(event, place);
      }
      case UNIMPORTANT -> log.trace("an event that changes nothing");
    }
  }

  private static boolean isOneOff(Optional<Place> place) {
    return place.filter(p -> p.standing() == Place.Standing.ONE_OFF).isPresent();
  }

  private void tell(EngineEvent event, Optional<Place> container) {
    if (container.isEmpty()) {
      return;
    }
    Place place = container.get();
    if (place.standing() != Place.Standing.ONE_OFF) {
      watchers.forEach(AppWatcher::formationChanged);
    } else if (event.isCreation()
        && place.source().equals(HatchwayLabels.SOURCE)
        && place.slot() instanceof Slot.Numbered(int number)) {
      watchers.forEach(w -> w.oneOffMade(place.app(), number, event.container()));
    }
  }

  /** Not while it is being read: what the engine said before would outlive it. */
  private void destroyed(String id) {
    reading.lock();
    try {
      changed.remove(id);
      changedOneOffs.remove(id);
      containers.forget(id);
    } finally {
      reading.unlock();
    }
  }

  /** All apps as they were after so many changes. */
  private record Snapshot(long change, Map<AppName, App> apps) {}
}
