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
 * Finds out which files an image has, by looking for them and not by trying, so that a failed start
 * never shows; each image is asked once.
 */
final class ImageFiles {
  private static final int MOST_ANSWERS = 10_000;

  private final EngineApi engine;
  private final ImageConfigs images;
  private final Map<Question, Optional<String>> known = new ConcurrentHashMap<>();

  ImageFiles(EngineApi engine, ImageConfigs images) {
    this.engine = engine;
    this.images = images;
  }

  /** Returns the first of these paths that there is in the container, which has that image. */
  Optional<String> first(List<String> paths, String container, String image) {
    if (known.size() > MOST_ANSWERS) {
      known.clear();
    }
    Question question = new Question(image, paths);
    Optional<String> answer = known.get(question);
    if (answer == null) {
      answer = paths.stream().filter(path -> isThere(container, path)).findFirst();
      known.put(question, answer);
    }
    return answer;
  }

  /** The same for an image without a container: one is made for the look and never started. */
  Optional<String> first(List<String> paths, ImageName image) {
    String id = images.idOf(image.value());
    Optional<String> answer = known.get(new Question(id, paths));
    if (answer != null) {
      return answer;
    }
    ObjectNode body = engine.object().put("Image", image.value());
    body.putArray("Cmd").add("sh");
    String container = engine.post("/containers/create", body).path("Id").asText();
    try {
      return first(paths, container, id);
    } finally {
      engine.delete("/containers/" + container + "?force=1&v=1");
    }
  }

  private boolean isThere(String container, String path) {
    String query = "/containers/%s/archive?path=%s".formatted(container, path.replace("/", "%2F"));
    try (Response _ = engine.open(Request.Method.GET, query)) {
      return true;
    } catch (EngineException.Gone e) {
      return false;
    }
  }

  private record Question(String image, List<String> paths) {}
}
