package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The log that the engine keeps of one container.
 *
 * @param terminal whether its program has a terminal
 */
record ContainerLog(EngineApi engine, String container, boolean terminal) {
  static ContainerLog of(EngineApi engine, JsonNode inspect) {
    return new ContainerLog(
        engine, inspect.path("Id").asText(), inspect.path("Config").path("Tty").asBoolean());
  }

  /**
   * Hands over the lines that there are now.
   *
   * @param ended whether the program has ended, so that a line without an end will not get one
   */
  void read(LogQuery query, boolean ended, Consumer<LogLine> reader) {
    try (Response response = open(query, false)) {
      new LogParser(terminal, reader).read(response.getBody(), ended);
    } catch (IOException e) {
      throw new EngineException.Away("the container engine does not answer", e);
    }
  }

  /** Opens the log as the engine follows it, beginning with its last line. */
  Response follow() {
    return open(new LogQuery(OptionalInt.of(1), Optional.empty()), true);
  }

  /** Asks the engine whether the program runs now, or is paused. */
  boolean isRunning() {
    try {
      JsonNode state = engine.get("/containers/" + container + "/json").path("State");
      return state.path("Running").asBoolean() && !state.path("Restarting").asBoolean();
    } catch (EngineException.Gone e) {
      return false;
    }
  }

  private Response open(LogQuery query, boolean follow) {
    String path =
        "/containers/%s/logs?stdout=1&stderr=1&timestamps=1&follow=%s&tail=%s%s"
            .formatted(
                container,
                follow ? "1" : "0",
                query.last().isPresent() ? Integer.toString(query.last().getAsInt()) : "all",
                query.since().map(ContainerLog::since).orElse(""));
    return engine.open(Request.Method.GET, path);
  }

  /** Of a time before 1970 the engine would misread the fraction, and nothing is that old. */
  private static String since(Instant time) {
    return time.getEpochSecond() < 0
        ? ""
        : "&since=%d.%09d".formatted(time.getEpochSecond(), time.getNano());
  }
}
