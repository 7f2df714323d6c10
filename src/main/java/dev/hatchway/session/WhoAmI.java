package dev.hatchway.session;

import dev.hatchway.access.Grant;
import dev.hatchway.model.Permission;
import java.util.stream.Collectors;

/** What a key may do, for its holder to read. */
final class WhoAmI {
  private WhoAmI() {}

  static String describe(Grant grant) {
    return """
        name      %s
        key       %s %s
        line      %d of authorized_keys
        apps      %s
        verbs     %s
        terminal  %s
        expires   %s
        """
        .formatted(
            grant.user().name(),
            grant.keyType(),
            grant.fingerprint(),
            grant.line(),
            grant.apps().isEmpty() || grant.admin() ? "all" : String.join(" ", grant.apps()),
            verbs(grant),
            grant.terminal() ? "yes" : "no",
            grant.expires().map(Object::toString).orElse("never"));
  }

  private static String verbs(Grant grant) {
    String words =
        grant.permissions().stream().map(Permission::word).collect(Collectors.joining(" "));
    return grant.admin() ? words + " admin" : words;
  }
}
