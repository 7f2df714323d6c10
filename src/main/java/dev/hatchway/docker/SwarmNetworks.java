package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.container.EngineException;
import java.util.Map;

/** The networks of a task of Swarm, of which a container of our own can be on some only. */
final class SwarmNetworks {
  private static final String TASK = "com.docker.swarm.task.id";

  private final EngineApi engine;

  SwarmNetworks(EngineApi engine) {
    this.engine = engine;
  }

  /**
   * Returns what {@code inspect} says of a container, without the networks that are Swarm's alone:
   * the one by which published ports reach a service.
   *
   * @throws EngineException if it is a task on a network that only tasks can be on
   */
  JsonNode joinable(JsonNode inspect) {
    if (!inspect.path("Config").path("Labels").has(TASK)) {
      return inspect;
    }
    ObjectNode copy = inspect.deepCopy();
    ObjectNode networks = copy.withObject("/NetworkSettings/Networks");
    for (Map.Entry<String, JsonNode> entry : inspect.at("/NetworkSettings/Networks").properties()) {
      JsonNode network = engine.get("/networks/" + entry.getValue().path("NetworkID").asText());
      if (network.path("Ingress").asBoolean()) {
        networks.remove(entry.getKey());
      } else if (isForTasksOnly(network)) {
        throw new EngineException(
            "the network %s takes tasks of Swarm only; make it anew with 'attachable: true'"
                .formatted(entry.getKey()));
      }
    }
    return copy;
  }

  private static boolean isForTasksOnly(JsonNode network) {
    return network.path("Scope").asText().equals("swarm")
        && !network.path("Attachable").asBoolean();
  }
}
