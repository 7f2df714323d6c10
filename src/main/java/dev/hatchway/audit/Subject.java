package dev.hatchway.audit;

import java.util.Optional;

/**
 * The session that an event belongs to.
 *
 * @param id of the session, which all of its events have
 * @param app empty at the gateway's own account, as long as none is named
 * @param verb the first word of the command, or what stands for it: {@code enter}, {@code sftp}
 * @param place empty as long as it is not known
 */
public record Subject(
    String id, Person person, Optional<String> app, String verb, Optional<Place> place) {
  /** Returns the same session at that place. */
  public Subject at(Place known) {
    return new Subject(id, person, app, verb, Optional.of(known));
  }
}
