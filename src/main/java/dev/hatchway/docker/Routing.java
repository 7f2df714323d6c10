package dev.hatchway.docker;

import java.util.Set;

/**
 * The labels and variables by which reverse proxies find the containers that they send traffic to.
 */
final class Routing {
  /** Read by nginx-proxy and its companion for certificates. */
  private static final Set<String> VARIABLES =
      Set.of("VIRTUAL_HOST", "VIRTUAL_HOST_MULTIPORTS", "LETSENCRYPT_HOST");

  private static final String TRAEFIK = "traefik.";
  private static final String CADDY = "caddy";

  /** Traefik leaves a container alone that says so, whatever its other labels are. */
  private static final String TRAEFIK_SWITCH = "traefik.enable";

  private Routing() {}

  static boolean isLabel(String key) {
    return key.startsWith(TRAEFIK) || key.startsWith(CADDY);
  }

  static boolean isVariable(String name) {
    return VARIABLES.contains(name);
  }

  /** What a label of the image is set to: it can be overwritten, but not removed. */
  static String neutral(String key) {
    return key.equals(TRAEFIK_SWITCH) ? "false" : "";
  }
}
