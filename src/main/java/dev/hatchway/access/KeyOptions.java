package dev.hatchway.access;

import dev.hatchway.model.Permission;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of one line, read in their order, because {@code restrict,pty} and {@code
 * pty,restrict} differ. An option that is unknown, or has no effect yet, refuses the key: somebody
 * meant to restrict it.
 */
final class KeyOptions {
  private static final Set<String> NOT_IN_FORCE =
      Set.of(
          "command",
          "environment",
          "permitopen",
          "permitlisten",
          "principals",
          "cert-authority",
          "@cert-authority",
          "tunnel",
          "touch-required",
          "no-touch-required",
          "verify-required",
          "no-verify-required");

  /** Characters of an app's name, and the two that stand for others. */
  private static final Pattern APPS = Pattern.compile("[A-Za-z0-9_.*?-]{1,128}");

  /** A longer word in the place of an option may be part of a secret, and is not repeated. */
  private static final Pattern LIKE_AN_OPTION = Pattern.compile("@?[a-z0-9-]{1,30}");

  private final ZoneId zone;
  private final Set<String> seen = new HashSet<>();
  private final EnumSet<Permission> permissions = EnumSet.allOf(Permission.class);
  private boolean forwarding = true;
  private boolean terminal = true;
  private boolean admin;
  private Optional<Addresses> from = Optional.empty();
  private Optional<Instant> expires = Optional.empty();
  private Optional<String> name = Optional.empty();
  private List<String> apps = List.of();

  private KeyOptions(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Reads options.
   *
   * @param zone where the times of {@code expiry-time} are meant if they do not say so
   */
  static KeyOptions parse(String text, ZoneId zone) throws RefusedLineException {
    var options = new KeyOptions(zone);
    if (!text.isEmpty()) {
      for (Option option : Option.split(text)) {
        options.take(option);
      }
    }
    return options;
  }

  Set<Permission> permissions() {
    var allowed = EnumSet.copyOf(permissions);
    if (!forwarding) {
      allowed.remove(Permission.FORWARD);
    }
    return allowed;
  }

  List<String> apps() {
    return apps;
  }

  Optional<String> name() {
    return name;
  }

  Optional<Instant> expires() {
    return expires;
  }

  Optional<Addresses> from() {
    return from;
  }

  boolean terminal() {
    return terminal;
  }

  boolean admin() {
    return admin;
  }

  private void take(Option option) throws RefusedLineException {
    switch (option.name()) {
      case "from", "expiry-time", "apps", "verbs", "name" -> takeValue(option);
      default -> takeFlag(option);
    }
  }

  private void takeFlag(Option option) throws RefusedLineException {
    String name = option.name();
    if (NOT_IN_FORCE.contains(name)) {
      throw new RefusedLineException(
          "option " + name + " is not in force yet; the key is refused until it is removed");
    }
    switch (name) {
      case "restrict" -> {
        terminal = false;
        forwarding = false;
      }
      case "pty" -> terminal = true;
      case "no-pty" -> terminal = false;
      case "port-forwarding" -> forwarding = true;
      case "no-port-forwarding" -> forwarding = false;
      case "admin" -> admin = true;
      // There is no such forwarding and no such file here, whatever the option says.
      case "agent-forwarding",
          "no-agent-forwarding",
          "x11-forwarding",
          "no-x11-forwarding",
          "user-rc",
          "no-user-rc" -> {}
      default -> throw unknown(name);
    }
    if (option.value().isPresent()) {
      throw new RefusedLineException("option " + name + " takes no value");
    }
  }

  private static RefusedLineException unknown(String name) {
    String shown = LIKE_AN_OPTION.matcher(name).matches() ? " " + name : "";
    return new RefusedLineException("unknown option" + shown + "; the key is refused");
  }

  private void takeValue(Option option) throws RefusedLineException {
    String name = option.name();
    if (option.value().isEmpty()) {
      throw new RefusedLineException(
          "option %s has no value; write %s=\"…\"".formatted(name, name));
    }
    String value = option.value().get();
    // The earlier of two times is in force, as in OpenSSH, which refuses two of the others.
    if (!seen.add(name) && !name.equals("expiry-time")) {
      throw new RefusedLineException("option " + name + " stands twice; keep one");
    }
    switch (name) {
      case "from" -> from = Optional.of(Addresses.parse(value));
      case "expiry-time" -> expire(ExpiryTime.parse(value, zone));
      case "apps" -> apps = apps(value);
      case "verbs" -> restrictTo(value);
      case "name" -> this.name = Optional.of(value);
      default -> throw unknown(name);
    }
  }

  private void expire(Instant time) {
    expires = expires.filter(earlier -> earlier.isBefore(time)).or(() -> Optional.of(time));
  }

  private static List<String> apps(String value) throws RefusedLineException {
    List<String> patterns = List.of(value.split(",", -1));
    for (String pattern : patterns) {
      if (!APPS.matcher(pattern).matches()) {
        throw new RefusedLineException(
            "apps has "
                + Quoted.of(pattern)
                + ", which is neither an app's name nor a pattern of names");
      }
    }
    return patterns;
  }

  private void restrictTo(String value) throws RefusedLineException {
    permissions.clear();
    for (String word : value.split(",", -1)) {
      permissions.add(
          Permission.parse(word)
              .orElseThrow(() -> new RefusedLineException("verbs has no verb " + Quoted.of(word))));
    }
  }
}
