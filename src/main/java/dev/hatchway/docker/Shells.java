package dev.hatchway.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.ImageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out which shell an image has, by looking for the file and not by trying, so that a failed
 * start never shows; each image is asked once.
 */
final class Shells {
  private static final List<String> NAMES = List.of("bash", "sh");
  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/", "/usr/local/bin/");
  private static final int MOST_IMAGES = 10_000;

  private final EngineApi engine;
  private final ImageConfigs images;
  private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

  Shells(EngineApi engine, ImageConfigs images) {
    this.engine = engine;
    this.images = images;
  }

  /** Returns {@code bash} or {@code sh}, empty if the container's image has neither. */
  Optional<String> find(String container, String image) {
    if (known.size() > MOST_IMAGES) {
      known.clear();
    }
    return known.computeIfAbsent(image, any -> search(container));
  }

  /** The same for an image without a container: one is made for the look and never started. */
  Optional<String> find(ImageName image) {
    String id = images.idOf(image.value());
    Optional<String> shell = known.get(id);
    if (shell != null) {
      return shell;
    }
    ObjectNode body = engine.object().put("Image", image.value());
    body.putArray("Cmd").add("sh");
    String container = engine.post("/containers/create", body).path("Id").asText();
    try {
      return find(container, id);
    } finally {
      engine.delete("/containers/" + container + "?force=1&v=1");
    }
  }

  private Optional<String> search(String container) {
    return NAMES.stream()
        .filter(name -> FOLDERS.stream().anyMatch(folder -> isThere(container, folder + name)))
        .findFirst();
  }

  private boolean isThere(String container, String path) {
    String query = "/containers/%s/archive?path=%s".formatted(container, path.replace("/", "%2F"));
    try (Response _ = engine.open(Request.Method.GET, query)) {
      return true;
    } catch (EngineException.Gone e) {
      return false;
    }
  }
}
