package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.app.Apps;
import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One event of the engine, as far as it matters here.
 *
 * @param container the id of the container that it is about; empty if it is about an image
 */
record EngineEvent(Kind kind, String action, String container, JsonNode attributes) {
  /** Where the events of containers, networks and images come from. */
  static final String PATH =
      "/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%2C%22image%22%5D%7D";

  private static final String CREATION = "create";

  /** What changes nothing of what is known of a container. */
  private static final Set<String> UNIMPORTANT =
      Set.of(
          "attach",
          "detach",
          "resize",
          "top",
          "kill",
          "oom",
          "export",
          "copy",
          "archive-path",
          "commit");

  /** What an event means. */
  enum Kind {
    /** A container's networks are others. */
    NETWORK,
    /** The name of an image may mean another one. */
    IMAGE,
    /** A container is gone. */
    REMOVED,
    /** A container is not what it was. */
    CHANGED,
    /** Nothing that is known has changed. */
    UNIMPORTANT
  }

  /** What an event says of the program of its container. */
  enum Happening {
    /** It was sent a signal. */
    SIGNAL,
    /** Its container has used up its memory. */
    OUT_OF_MEMORY,
    /** It has ended. */
    DEATH,
    /** It has ended because somebody stopped its container. */
    STOP,
    /** Its container is gone. */
    REMOVAL,
    /** Nothing. */
    NONE
  }

  static EngineEvent of(JsonNode event) {
    String action = event.path("Action").asText();
    String id = event.path("Actor").path("ID").asText();
    JsonNode attributes = event.path("Actor").path("Attributes");
    return switch (event.path("Type").asText()) {
      case "network" ->
          new EngineEvent(Kind.NETWORK, action, attributes.path("container").asText(), attributes);
      case "image" -> new EngineEvent(Kind.IMAGE, action, "", attributes);
      default -> new EngineEvent(kind(action), action, id, attributes);
    };
  }

  Happening happening() {
    if (kind == Kind.NETWORK || kind == Kind.IMAGE) {
      return Happening.NONE;
    }
    return switch (action) {
      case "kill" -> Happening.SIGNAL;
      case "oom" -> Happening.OUT_OF_MEMORY;
      case "die" -> Happening.DEATH;
      case "stop" -> Happening.STOP;
      case "destroy" -> Happening.REMOVAL;
      default -> Happening.NONE;
    };
  }

  /**
   * Returns the number of the signal that its container was sent, 0 if it is about something else.
   */
  int signal() {
    return attributes.path("signal").asInt();
  }

  boolean isCreation() {
    return kind == Kind.CHANGED && action.equals(CREATION);
  }

  /**
   * The place of the container in an app: the attributes of an event are the container's labels,
   * its name and its image.
   */
  Optional<Place> place() {
    return Apps.place(
        new ContainerFacts(
            container,
            attributes.path("name").asText(),
            Facts.labels(attributes),
            ContainerFacts.State.CREATED,
            "",
            attributes.path("image").asText(),
            List.of(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty()));
  }

  private static Kind kind(String action) {
    if (action.equals("destroy")) {
      return Kind.REMOVED;
    }
    return UNIMPORTANT.contains(action)
            || action.startsWith("exec_")
            || action.startsWith("health_status")
        ? Kind.UNIMPORTANT
        : Kind.CHANGED;
  }
}
