package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A volume of a one-off's own over {@code /tmp/uploads}, which goes with its container. It is
 * needed where what is unpacked before the start would not be there: a tmpfs comes over it, a
 * read-only file system refuses it, and in a mount of production it would stay for everybody.
 */
final class UploadsVolume {
  static final String FOLDER = "/tmp/uploads";

  private static final String BINDS = "Binds";
  private static final String TMPFS = "Tmpfs";
  private static final String MOUNTS = "Mounts";

  private UploadsVolume() {}

  /** Returns whether a one-off with this host configuration needs one. */
  static boolean isNeeded(JsonNode hostConfig) {
    List<String> targets = new ArrayList<>();
    hostConfig.path(TMPFS).fieldNames().forEachRemaining(targets::add);
    hostConfig.path(MOUNTS).forEach(mount -> targets.add(targetOfMount(mount)));
    hostConfig.path(BINDS).forEach(bind -> targets.add(targetOfBind(bind)));
    return isReadOnly(hostConfig)
        // Where they are mounted only the other containers tell.
        || !hostConfig.path("VolumesFrom").isEmpty()
        || targets.stream().anyMatch(target -> Path.of(FOLDER).startsWith(Path.of(target)));
  }

  static boolean isReadOnly(JsonNode hostConfig) {
    return hostConfig.path("ReadonlyRootfs").asBoolean();
  }

  /** Adds it to a container that is about to be created, in place of what is mounted there. */
  static void putInto(ObjectNode body) {
    ObjectNode host = body.withObject("/HostConfig");
    if (host.path(TMPFS) instanceof ObjectNode tmpfs) {
      tmpfs.remove(FOLDER);
    }
    removeFrom(host, MOUNTS, mount -> isFolder(targetOfMount(mount)));
    removeFrom(host, BINDS, bind -> isFolder(targetOfBind(bind)));
    ObjectNode volumes = body.objectNode();
    body.path("Volumes").properties().forEach(v -> volumes.set(v.getKey(), v.getValue()));
    volumes.putObject(FOLDER);
    body.set("Volumes", volumes);
  }

  private static void removeFrom(ObjectNode host, String key, Predicate<JsonNode> unwanted) {
    if (host.path(key) instanceof ArrayNode mounts) {
      ArrayNode kept = mounts.arrayNode();
      mounts.forEach(
          mount -> {
            if (!unwanted.test(mount)) {
              kept.add(mount);
            }
          });
      host.set(key, kept);
    }
  }

  private static boolean isFolder(String target) {
    return Path.of(target).normalize().equals(Path.of(FOLDER));
  }

  private static String targetOfMount(JsonNode mount) {
    return mount.path("Target").asText();
  }

  /** {@code source:target}, with options behind it or not. */
  private static String targetOfBind(JsonNode bind) {
    String[] parts = bind.asText().split(":", -1);
    return parts.length > 1 ? parts[1] : parts[0];
  }
}
