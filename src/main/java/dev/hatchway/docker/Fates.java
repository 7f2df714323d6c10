package dev.hatchway.docker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the engine's events say happens to the containers whose programs sessions are at; of all
 * others nothing is kept. Asking the engine instead would cost calls, and it does not tell who
 * stopped a container, or that an exec ran out of memory (measured on 20.10).
 */
final class Fates {
  private final Map<String, Set<Fate>> followed = new ConcurrentHashMap<>();

  /** Begins to note what happens to a container; the caller closes it. */
  Fate follow(String container) {
    Fate fate = new Fate(gone -> forget(container, gone));
    followed.compute(
        container,
        (_, fates) -> {
          Set<Fate> all = fates == null ? ConcurrentHashMap.newKeySet() : fates;
          all.add(fate);
          return all;
        });
    return fate;
  }

  /** Takes an event of whatever container. */
  void take(EngineEvent event) {
    followed.getOrDefault(event.container(), Set.of()).forEach(fate -> fate.take(event));
  }

  private void forget(String container, Fate gone) {
    followed.computeIfPresent(
        container,
        (_, fates) -> {
          fates.remove(gone);
          return fates.isEmpty() ? null : fates;
        });
  }
}
