package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.ContainerFacts.State;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@code inspect} says of a container. */
final class Facts {
  /** The engine's way to say never. */
  private static final String NEVER = "0001-01-01";

  private Facts() {}

  static ContainerFacts of(JsonNode inspect) {
    JsonNode state = inspect.path("State");
    JsonNode config = inspect.path("Config");
    State value = State.parse(state.path("Status").asText()).orElse(State.DEAD);
    boolean over = value == State.EXITED || value == State.DEAD;
    return new ContainerFacts(
        inspect.path("Id").asText(),
        inspect.path("Name").asText().replaceFirst("^/", ""),
        labels(config.path("Labels")),
        value,
        inspect.path("Image").asText(),
        config.path("Image").asText(),
        command(inspect),
        time(inspect.path("Created")).orElse(Instant.EPOCH),
        time(state.path("StartedAt")),
        time(state.path("FinishedAt")),
        over ? OptionalInt.of(state.path("ExitCode").asInt()) : OptionalInt.empty());
  }

  /** Reads what the list of containers says of one; enough to tell whose it is. */
  static ContainerFacts ofListed(JsonNode container) {
    return new ContainerFacts(
        container.path("Id").asText(),
        name(container.path("Names")),
        labels(container.path("Labels")),
        State.parse(container.path("State").asText()).orElse(State.DEAD),
        container.path("ImageID").asText(),
        container.path("Image").asText(),
        List.of(container.path("Command").asText()),
        Instant.ofEpochSecond(container.path("Created").asLong()),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The container's own name: those that other containers link it by have a second slash. */
  private static String name(JsonNode names) {
    for (JsonNode name : names) {
      String text = name.asText().replaceFirst("^/", "");
      if (!text.contains("/")) {
        return text;
      }
    }
    return "";
  }

  static Map<String, String> labels(JsonNode labels) {
    Map<String, String> values = new HashMap<>();
    labels.properties().forEach(l -> values.put(l.getKey(), l.getValue().asText()));
    return values;
  }

  private static List<String> command(JsonNode inspect) {
    List<String> words = new ArrayList<>();
    if (!inspect.path("Path").asText().isEmpty()) {
      words.add(inspect.path("Path").asText());
    }
    inspect.path("Args").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static Optional<Instant> time(JsonNode node) {
    String text = node.asText();
    if (text.isEmpty() || text.startsWith(NEVER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
