package dev.hatchway.access;

import dev.hatchway.model.AppName;
import dev.hatchway.model.Permission;
import dev.hatchway.model.User;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one line of {@code authorized_keys} allows whoever holds its key.
 *
 * @param fingerprint the key's, as {@code ssh-keygen -l} prints it: {@code SHA256:…}
 * @param keyType the key type's word, such as {@code ssh-ed25519}
 * @param line the number of the line, from 1
 * @param apps patterns of names with {@code *} and {@code ?}; none means every app
 * @param expires the last moment at which the key is good
 * @param terminal whether a terminal may be allocated
 * @param admin whether the holder may use every app, and the commands for keys and sessions
 * @param from the addresses from which the key is good, every one if empty
 */
public record Grant(
    User user,
    String fingerprint,
    String keyType,
    int line,
    Set<Permission> permissions,
    List<String> apps,
    Optional<Instant> expires,
    boolean terminal,
    boolean admin,
    Optional<Addresses> from) {
  public Grant {
    var ordered = EnumSet.noneOf(Permission.class);
    ordered.addAll(permissions);
    permissions = Collections.unmodifiableSet(ordered);
    apps = List.copyOf(apps);
  }

  /** Returns whether the app is one that the key may be used for at all. */
  public boolean mayUse(AppName app) {
    return admin
        || apps.isEmpty()
        || apps.stream().anyMatch(pattern -> new Wildcard(pattern).matches(app.value()));
  }

  /** Returns whether the key is no longer good. */
  boolean isExpired(Instant now) {
    // As OpenSSH compares it: the moment itself is still good.
    return expires.isPresent() && now.isAfter(expires.get());
  }
}
