package dev.hatchway.session;

import dev.hatchway.app.Process;

/** Who at this gateway takes care of one-offs: sessions, connections and what carries programs. */
public record Hands(LiveOneOffs live, ConnectionOneOffs shared, OpenSessions sessions) {
  /**
   * Returns whether somebody takes care of it.
   *
   * @param ours whether this gateway has started it; else a guest is here, or nobody
   */
  boolean hold(Process process, boolean ours) {
    String container = process.facts().id();
    return process.session().filter(sessions::isOpen).isPresent()
        || shared.holds(container)
        || live.find(container)
            .filter(one -> ours || one.endsWithGateway() || one.clients() > 0)
            .isPresent();
  }
}
