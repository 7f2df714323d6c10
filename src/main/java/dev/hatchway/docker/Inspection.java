package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the engine's {@code inspect} says of one container, for a person to read. */
record Inspection(JsonNode inspect) {
  private static final double NANOS = 1e9;

  Details details() {
    JsonNode config = inspect.path("Config");
    JsonNode host = inspect.path("HostConfig");
    return new Details(
        text(config.path("User")),
        text(config.path("WorkingDir")),
        List.copyOf(variables(config).keySet()),
        networks(),
        mounts(),
        limits(host),
        host.path("LogConfig").path("Type").asText(),
        text(host.path("RestartPolicy").path("Name")).orElse("no"));
  }

  /** Returns the variables of a container's or an image's configuration; the last of a name. */
  static SortedMap<String, String> variables(JsonNode config) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (JsonNode variable : config.path("Env")) {
      String text = variable.asText();
      int equals = text.indexOf('=');
      // Without a value the engine has none for it, and the program gets none.
      if (equals > 0) {
        variables.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    return variables;
  }

  private List<Details.Network> networks() {
    List<Details.Network> networks = new ArrayList<>();
    inspect
        .path("NetworkSettings")
        .path("Networks")
        .properties()
        .forEach(
            network ->
                networks.add(
                    new Details.Network(
                        network.getKey(), text(network.getValue().path("IPAddress")))));
    return networks;
  }

  private List<Details.Mount> mounts() {
    List<Details.Mount> mounts = new ArrayList<>();
    for (JsonNode mount : inspect.path("Mounts")) {
      mounts.add(
          new Details.Mount(
              mount.path("Type").asText(),
              text(mount.path("Name")).orElse(mount.path("Source").asText()),
              mount.path("Destination").asText(),
              mount.path("RW").asBoolean()));
    }
    inspect
        .path("HostConfig")
        .path("Tmpfs")
        .properties()
        .forEach(tmpfs -> mounts.add(new Details.Mount("tmpfs", "", tmpfs.getKey(), true)));
    return mounts;
  }

  /** The engine writes 0 or less for no limit. */
  private static Details.Limits limits(JsonNode host) {
    return new Details.Limits(
        cpus(host), positive(host.path("Memory")), positive(host.path("PidsLimit")));
  }

  /** An amount of processors may be given as such, or as a share of each period of time. */
  private static OptionalLong cpus(JsonNode host) {
    long quota = host.path("CpuQuota").asLong();
    long period = host.path("CpuPeriod").asLong();
    return quota > 0 && period > 0
        ? OptionalLong.of(Math.round(NANOS * quota / period))
        : positive(host.path("NanoCpus"));
  }

  private static OptionalLong positive(JsonNode number) {
    return number.asLong() > 0 ? OptionalLong.of(number.asLong()) : OptionalLong.empty();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }
}
