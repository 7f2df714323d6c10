package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.model.DeclaredApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a one-off starts from: configuration and host configuration in the engine's own words, so
 * that nothing is lost that only the engine knows, and the networks besides the first.
 *
 * @param image the image's id, or for a declared app its name
 * @param imageConfig the configuration that the image brings along by itself
 */
record Template(
    String image,
    ObjectNode config,
    ObjectNode hostConfig,
    List<String> moreNetworks,
    JsonNode imageConfig) {
  private static final String NETWORK_MODE = "NetworkMode";
  private static final String ENTRYPOINT = "Entrypoint";
  private static final String ENV = "Env";

  Template {
    config = config.deepCopy();
    hostConfig = hostConfig.deepCopy();
    moreNetworks = List.copyOf(moreNetworks);
  }

  /** The template that a container is, from what {@code inspect} says of it. */
  static Template of(JsonNode inspect, JsonNode imageConfig) {
    ObjectNode hostConfig = inspect.path("HostConfig").deepCopy();
    JsonNode networks = inspect.path("NetworkSettings").path("Networks");
    String first = firstNetwork(hostConfig.path(NETWORK_MODE).asText(), networks);
    hostConfig.put(NETWORK_MODE, first);
    List<String> more = new ArrayList<>();
    networks
        .properties()
        .forEach(
            network -> {
              String id = network.getValue().path("NetworkID").asText();
              boolean isFirst = network.getKey().equals(first) || id.equals(first);
              if (!isFirst && isUserDefined(first)) {
                more.add(network.getKey());
              }
            });
    return new Template(
        inspect.path("Image").asText(),
        inspect.path("Config").deepCopy(),
        hostConfig,
        more,
        imageConfig);
  }

  /** The template that a file declares, on an image of which nothing is known. */
  static Template of(DeclaredApp app, Optional<String> type) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode config = json.objectNode();
    ArrayNode environment = config.putArray(ENV);
    app.env().forEach((name, value) -> environment.add(name + "=" + value));
    app.user().ifPresent(user -> config.put("User", user));
    app.workdir().ifPresent(workdir -> config.put("WorkingDir", workdir));
    app.entrypoint().ifPresent(words -> config.set(ENTRYPOINT, array(words)));
    type.map(app.processes()::get)
        .ifPresent(command -> config.set("Cmd", array(List.of("/bin/sh", "-c", command))));
    ObjectNode hostConfig = json.objectNode();
    hostConfig.set("Binds", array(app.volumes()));
    app.limits().nanoCpus().ifPresent(cpus -> hostConfig.put("NanoCpus", cpus));
    app.limits().memoryBytes().ifPresent(bytes -> hostConfig.put("Memory", bytes));
    List<String> networks = app.networks();
    if (!networks.isEmpty()) {
      hostConfig.put(NETWORK_MODE, networks.getFirst());
    }
    List<String> more = networks.isEmpty() ? networks : networks.subList(1, networks.size());
    return new Template(app.image().value(), config, hostConfig, more, json.objectNode());
  }

  /**
   * The same on another image. What it has only because its own image brings it along is left to
   * the other one; environment, command, user and labels of the app's own stay.
   *
   * @param otherImage id or name
   * @param otherConfig the configuration that the other image brings along
   */
  Template withImage(String otherImage, JsonNode otherConfig) {
    ObjectNode own = config.deepCopy();
    // An entrypoint of the app's own drops the image's command, so one like it is its own, too.
    if (isOfImage(own, ENTRYPOINT) && isOfImage(own, "Cmd")) {
      own.remove("Cmd");
    }
    for (String key : List.of(ENTRYPOINT, "User", "WorkingDir", "StopSignal", "StopTimeout")) {
      if (isOfImage(own, key)) {
        own.remove(key);
      }
    }
    List<JsonNode> variables = new ArrayList<>();
    imageConfig.path(ENV).forEach(variables::add);
    ArrayNode environment = own.putArray(ENV);
    config
        .path(ENV)
        .forEach(
            variable -> {
              if (!variables.contains(variable)) {
                environment.add(variable);
              }
            });
    removeOfImage(own, "Labels");
    removeOfImage(own, "Volumes");
    return new Template(otherImage, own, hostConfig, moreNetworks, otherConfig);
  }

  private boolean isOfImage(ObjectNode own, String key) {
    JsonNode ofImage = imageConfig.path(key);
    return own.path(key).equals(ofImage) || (isNothing(own.path(key)) && isNothing(ofImage));
  }

  /** Labels by which other tools find the app are kept, because their images have them, too. */
  private void removeOfImage(ObjectNode own, String map) {
    if (own.path(map) instanceof ObjectNode entries) {
      imageConfig
          .path(map)
          .properties()
          .forEach(
              entry -> {
                String key = entry.getKey();
                if (entry.getValue().equals(entries.get(key)) && !OneOffLabels.isOfTool(key)) {
                  entries.remove(key);
                }
              });
    }
  }

  /** The engine says nothing in many ways: no key, null, an empty list, an empty text. */
  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual()
            ? value.asText().isEmpty()
            : value.isContainerNode() && value.isEmpty());
  }

  /** Returns whether the process was started without the entrypoint that its image has. */
  boolean hasLostEntrypoint() {
    return config.has(ENTRYPOINT)
        && config.path(ENTRYPOINT).isEmpty()
        && !imageConfig.path(ENTRYPOINT).isEmpty();
  }

  static ArrayNode array(List<String> words) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    words.forEach(array::add);
    return array;
  }

  /**
   * The network that a container was created on. A task of Swarm names the engine's own there,
   * though it is not on it: a copy would be.
   */
  private static String firstNetwork(String networkMode, JsonNode networks) {
    if (!networkMode.equals("default") || networks.isEmpty() || networks.has("bridge")) {
      return networkMode;
    }
    return networks.fieldNames().next();
  }

  /** Only a container on a network of its own choice can be on several. */
  private static boolean isUserDefined(String networkMode) {
    return !networkMode.equals("host")
        && !networkMode.equals("none")
        && !networkMode.startsWith("container:");
  }
}
