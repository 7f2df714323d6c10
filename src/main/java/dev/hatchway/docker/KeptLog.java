package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogQuery;
import dev.hatchway.container.LogReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is kept of a container's output, for whoever wants to read it; if nothing is, the reason.
 *
 * @param inspect all that the engine tells about the container
 */
record KeptLog(EngineApi engine, JsonNode inspect) {
  /** See {@link dev.hatchway.container.Containers#logs}. */
  void read(LogQuery query, boolean ended, Consumer<LogLine> reader) {
    try {
      ContainerLog.of(engine, inspect).read(query, ended, reader);
    } catch (EngineException.Unsupported e) {
      throw unreadable();
    }
  }

  /** See {@link dev.hatchway.container.Containers#follow}. */
  void follow(Optional<LogLine> known, LogReader reader) {
    try {
      new LogFollow(ContainerLog.of(engine, inspect), known, reader).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EngineException.Unsupported e) {
      throw unreadable();
    } catch (EngineException e) {
      // Whoever was interrupted amid a call to the engine was asked to end.
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
  }

  private EngineException unreadable() {
    return new EngineException.Unsupported(
        "its log driver %s keeps nothing that can be read"
            .formatted(inspect.path("HostConfig").path("LogConfig").path("Type").asText()));
  }
}
