package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Pull.Progress;
import dev.hatchway.model.ImageName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one call by which the engine fetches an image. It tells as it goes ({@code POST
 * /images/create}); closing the connection makes it give up.
 */
final class ImagePull {
  /**
   * The engine is silent until the registry has answered, and a registry may sleep; a day ends it.
   */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** After so much silence the engine is asked whether it is there; an answer ends the silence. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final EngineApi engine;
  private final ImageName image;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();
  private final Thread thread;
  private final Map<String, Progress> layers = new HashMap<>();
  private volatile Progress progress = Progress.NONE;
  private volatile long lastSign = System.nanoTime();
  private volatile @Nullable Response answer;
  private volatile boolean unwanted;
  private int waiting;

  ImagePull(EngineApi engine, ImageName image) {
    this.engine = engine;
    this.image = image;
    this.thread = Thread.ofVirtual().name("image-pull").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  ImageName image() {
    return image;
  }

  CompletableFuture<Void> outcome() {
    return outcome;
  }

  Progress progress() {
    return progress;
  }

  /** One more waits. */
  void enter() {
    waiting++;
  }

  /** One waits no longer. Returns whether nobody does. */
  boolean leave() {
    waiting--;
    return waiting == 0;
  }

  /** Makes the engine stop; nothing happens if it is done. */
  void giveUp() {
    unwanted = true;
    thread.interrupt();
    Response open = answer;
    if (open != null) {
      open.close();
    }
  }

  /** Throws if the engine, silent for a while, does not even answer a ping. */
  void checkEngine() {
    if (System.nanoTime() - lastSign > SILENCE.toNanos()) {
      engine.ping();
      lastSign = System.nanoTime();
    }
  }

  private void run() {
    String query =
        "/images/create?fromImage=%s&tag=%s"
            .formatted(encoded(image.repository()), encoded(image.version()));
    try (Response response = engine.open(Request.Method.POST, query, LONGEST)) {
      answer = response;
      if (!unwanted) {
        read(response);
        // What was cut off looks like an end, too.
        engine.get("/images/" + image.value() + "/json");
      }
      outcome.complete(null);
    } catch (EngineException e) {
      outcome.completeExceptionally(e);
    } catch (IOException | RuntimeException e) {
      outcome.completeExceptionally(
          new EngineException.Away("the engine broke off while it fetched an image", e));
    }
  }

  private void read(Response response) throws IOException {
    try (MappingIterator<JsonNode> messages =
        engine.mapper().readerFor(JsonNode.class).readValues(response.getBody())) {
      while (messages.hasNextValue()) {
        take(messages.nextValue());
      }
    }
  }

  private void take(JsonNode message) {
    lastSign = System.nanoTime();
    if (message.has("error")) {
      throw new EngineException(message.path("error").asText());
    }
    String layer = message.path("id").asText();
    JsonNode detail = message.path("progressDetail");
    switch (message.path("status").asText()) {
      case "Downloading" -> layers.put(layer, progress(detail));
      case "Download complete", "Pull complete" ->
          layers.computeIfPresent(layer, (_, p) -> whole(p));
      default -> {
        return;
      }
    }
    progress =
        new Progress(
            layers.values().stream().mapToLong(Progress::bytes).sum(),
            layers.values().stream().mapToLong(Progress::total).sum());
  }

  private static Progress progress(JsonNode detail) {
    long bytes = Math.max(0, detail.path("current").asLong());
    return new Progress(bytes, Math.max(bytes, detail.path("total").asLong()));
  }

  private static Progress whole(Progress layer) {
    return new Progress(layer.total(), layer.total());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
