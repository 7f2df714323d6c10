package dev.hatchway.access;

import dev.hatchway.model.AppName;
import dev.hatchway.model.Permission;
import dev.hatchway.model.Printable;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one gate: it says who may log in, and what they may do with which app. */
public final class Access {
  private static final Logger log = LoggerFactory.getLogger(Access.class);
  private static final Decision ALLOWED = new Decision.Allowed();
  private static final String ASK = "; ask whoever runs this gateway";

  private final AuthorizedKeys keys;
  private final InstantSource clock;

  public Access(AuthorizedKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Returns what the holder of a key may do, empty if the key may not log in from that address now.
   * That the client really holds the key is for the caller to make sure of.
   */
  public Optional<Grant> logIn(String fingerprint, InetAddress from) {
    Optional<Grant> found = keys.find(fingerprint);
    if (found.isEmpty()) {
      log.info(
          "login refused from {}: no key {}", from.getHostAddress(), Printable.of(fingerprint));
      return Optional.empty();
    }
    Grant grant = found.get();
    if (grant.isExpired(clock.instant())) {
      refuse(grant, from, "it has expired");
      return Optional.empty();
    }
    if (grant.from().isPresent() && !grant.from().get().allow(from)) {
      refuse(grant, from, "its from option does not allow the address");
      return Optional.empty();
    }
    return found;
  }

  /**
   * Says whether a command with that permission may be done with an app. It is asked for each
   * command, since a connection may be older than the file is now: a key that has gone or expired
   * is refused here too.
   */
  public Decision check(Grant grant, AppName app, Permission permission) {
    if (keys.find(grant.fingerprint()).isEmpty()) {
      return new Decision.Denied("your key has been removed" + ASK);
    }
    if (grant.isExpired(clock.instant())) {
      return new Decision.Denied("your key has expired" + ASK);
    }
    if (!grant.mayUse(app)) {
      return new Decision.Denied("your key is not for the app " + app + ASK);
    }
    if (!grant.permissions().contains(permission)) {
      return new Decision.Denied(
          "your key does not allow %s in %s, only %s%s"
              .formatted(permission.word(), app, words(grant), ASK));
    }
    return ALLOWED;
  }

  /** Says whether a terminal may be allocated for the holder of a key. */
  public Decision mayAllocateTerminal(Grant grant) {
    return grant.terminal()
        ? ALLOWED
        : new Decision.Denied("your key does not allow a terminal; try without -t");
  }

  /** Returns the apps that the holder of a key may know of, in the order given. */
  public List<AppName> visible(Grant grant, Collection<AppName> apps) {
    return apps.stream().filter(grant::mayUse).toList();
  }

  private static String words(Grant grant) {
    return grant.permissions().isEmpty()
        ? "nothing"
        : grant.permissions().stream().map(Permission::word).collect(Collectors.joining(", "));
  }

  private static void refuse(Grant grant, InetAddress from, String reason) {
    log.info(
        "login refused from {}: key {} of {} on line {}: {}",
        from.getHostAddress(),
        grant.fingerprint(),
        Printable.of(grant.user().name()),
        grant.line(),
        reason);
  }
}
