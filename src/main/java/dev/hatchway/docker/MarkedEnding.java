package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.GatewayId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of marked processes at an engine elsewhere: by a container that joins the processes of
 * the app's container for a second or two, with a program of our own that needs nothing of the
 * image. That is made of the app's image only because every container needs one.
 */
final class MarkedEnding {
  /** The label of such a container; its value is the gateway. */
  private static final String LABEL = "hatchway.helper";

  private static final Logger log = LoggerFactory.getLogger(MarkedEnding.class);

  /** Four for the environment of a process, little for all else; the engine's least is six. */
  private static final long MEMORY = 16L * 1024 * 1024;

  private static final String NAME = "end-marked";

  private final EngineApi engine;
  private final ImageConfigs images;
  private final GatewayId gateway;
  private final Optional<OwnProgram> program;

  MarkedEnding(EngineApi engine, ImageConfigs images, GatewayId gateway) {
    this.engine = engine;
    this.images = images;
    this.gateway = gateway;
    this.program =
        switch (engine.architecture()) {
          case "amd64", "arm64" -> Optional.of(new OwnProgram(NAME, file(engine.architecture())));
          default -> Optional.empty();
        };
  }

  /** The bytes of the program, whose source is beside them. */
  static byte[] file(String architecture) {
    String resource = NAME + "." + architecture + ".hex";
    try (InputStream stream = MarkedEnding.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("missing: " + resource);
      }
      String digits = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(digits.replace("\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the program and waits for its end.
   *
   * @param words the mark, and a signal by its number; without one all are ended
   */
  void run(JsonNode container, List<String> words) {
    if (program.isEmpty()) {
      log.warn("on a processor of kind {} nothing can be ended", engine.architecture());
      return;
    }
    ObjectNode body = body(container, program.get(), words);
    String id = engine.post("/containers/create", body).path("Id").asText();
    try {
      program.get().unpackInto(engine, id);
      engine.post("/containers/" + id + "/start");
      JsonNode end = engine.post("/containers/" + id + "/wait");
      if (end.path("StatusCode").asInt() != 0) {
        log.debug("not all that carries {} could be reached", words.getFirst());
      }
    } catch (EngineException.Gone e) {
      log.debug("it has ended and is gone already: {}", e.getMessage());
    } finally {
      remove(id);
    }
  }

  /** Removes what a gateway that was killed has not even started. */
  void removeLeftBehind() {
    String filter = "{\"label\":[\"%s=%s\"]}".formatted(LABEL, gateway);
    String query =
        HexFormat.of()
            .withUpperCase()
            .withPrefix("%")
            .formatHex(filter.getBytes(StandardCharsets.US_ASCII));
    engine
        .get("/containers/json?all=1&filters=" + query)
        .forEach(helper -> remove(helper.path("Id").asText()));
  }

  private void remove(String id) {
    try {
      engine.delete("/containers/" + id + "?force=1&v=1");
    } catch (EngineException.Gone | EngineException.Conflict e) {
      // The engine has removed it, or is about to.
      log.debug("{}", e.getMessage());
    }
  }

  private ObjectNode body(JsonNode container, OwnProgram own, List<String> words) {
    String image = container.path("Image").asText();
    ObjectNode body = engine.object().put("Image", image).put("User", "0:0").put("WorkingDir", "/");
    body.putArray("Entrypoint").add(own.path());
    body.set("Cmd", Template.array(words));
    body.putObject("Healthcheck").putArray("Test").add("NONE");
    own.putInto(body);
    ObjectNode labels = body.putObject("Labels");
    Facts.labels(images.of(image).path("Labels")).keySet().stream()
        .filter(OneOffLabels::isOfAnApp)
        .forEach(key -> labels.put(key, Routing.neutral(key)));
    labels.put(LABEL, gateway.value());
    body.set("HostConfig", hostConfig(container));
    return body;
  }

  /** No more than it takes to find the processes of other users and to signal them. */
  private ObjectNode hostConfig(JsonNode container) {
    ObjectNode host = engine.object().put("NetworkMode", "none").put("ReadonlyRootfs", true);
    host.put("PidMode", "container:" + container.path("Id").asText());
    host.set("CapDrop", Template.array(List.of("ALL")));
    host.set("CapAdd", Template.array(List.of("SYS_PTRACE", "DAC_OVERRIDE", "KILL")));
    host.set("SecurityOpt", Template.array(List.of("no-new-privileges")));
    host.put("Memory", MEMORY).put("PidsLimit", 1).put("AutoRemove", true);
    host.putObject("LogConfig").put("Type", "none");
    JsonNode theirs = container.path("HostConfig");
    for (String key : List.of("Runtime", "UsernsMode")) {
      host.put(key, theirs.path(key).asText());
    }
    return host;
  }
}
