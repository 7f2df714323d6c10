package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What Engine 20.10 really says of a container with the labels of Compose, which uses nearly every
 * option that there is, and of its image; and what a one-off of it would be asked for.
 */
final class SampleProduction implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final EngineSocket socket;
  private final EngineApi engine;
  private final ObjectNode web = resource("compose-web.json");
  private final ObjectNode image = resource("image-config.json");

  /**
   * @param version the answer to {@code GET /version}
   */
  SampleProduction(String version) {
    this.socket =
        EngineSocket.answering((request, client) -> EngineSocket.answer(client, 200, version));
    this.engine = new EngineApi(socket.address());
  }

  EngineApi engine() {
    return engine;
  }

  JsonNode web() {
    return web;
  }

  /** The configuration of web's image, which brings marks for reverse proxies. */
  JsonNode image() {
    return image;
  }

  /** The configuration of an image that brings nothing. */
  static JsonNode plainImage() {
    return JSON.createObjectNode();
  }

  /** What is asked for, for a one-off of web. */
  JsonNode oneOff(SamplePlan plan) {
    return oneOff(web, image, plan);
  }

  JsonNode oneOff(JsonNode inspect, JsonNode imageConfig, SamplePlan plan) {
    return new OneOffRequest(engine, Template.of(inspect, imageConfig), plan.make()).body();
  }

  /** A web that differs in one object of its description. */
  JsonNode webWith(String path, Consumer<ObjectNode> change) {
    ObjectNode other = web.deepCopy();
    change.accept((ObjectNode) other.at(path));
    return other;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  @Override
  public void close() throws IOException {
    engine.close();
    socket.close();
  }

  private static ObjectNode resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(SampleProduction.class.getResourceAsStream(name), name)) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
