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
    return config == null ? ofName(imageId) : config;
  }

  /** The same for a name such as {@code shop:42}, which may mean another image each time. */
  JsonNode ofName(String name) {
    JsonNode image = image(name);
    if (image.isEmpty()) {
      return image;
    }
    if (known.size() > MOST) {
      known.clear();
    }
    known.put(image.path("Id").asText(), image.path("Config"));
    return image.path("Config");
  }

  /** Returns what a name such as {@code shop:42} means now, empty text if nothing. */
  String idOf(String name) {
    return image(name).path("Id").asText();
  }

  private JsonNode image(String name) {
    try {
      return engine.get("/images/" + name + "/json");
    } catch (EngineException.Gone e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
