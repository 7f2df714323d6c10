package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hatchway.container.EngineException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The configuration that each image brings along; an image of one id never changes. */
final class ImageConfigs {
  private static final int MOST = 10_000;

  private final EngineApi engine;
  private final Map<String, JsonNode> known = new ConcurrentHashMap<>();

  ImageConfigs(EngineApi engine) {
    this.engine = engine;
  }

  /**
   * Returns the configuration; an empty one if the image is gone, though containers may live on.
   */
  JsonNode of(String imageId) {
    JsonNode config = known.get(imageId);
    if (config != null) {
      return config;
    }
    try {
      JsonNode fresh = engine.get("/images/" + imageId + "/json").path("Config");
      if (known.size() > MOST) {
        known.clear();
      }
      known.put(imageId, fresh);
      return fresh;
    } catch (EngineException.Gone e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** Returns what a name such as {@code shop:42} means now, empty text if nothing. */
  String idOf(String name) {
    try {
      return engine.get("/images/" + name + "/json").path("Id").asText();
    } catch (EngineException.Gone e) {
      return "";
    }
  }
}
