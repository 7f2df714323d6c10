package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Program;

/**
 * The way back to the main program of a container that was started before.
 *
 * <p>With an open input it is an attach, after what the log holds already: the log alone would not
 * do, because the engine writes a line to it only when the line is whole, so a prompt would be
 * missing. Without one it is the log, which loses nothing between the past and the present.
 */
final class Attachment {
  /** Lines of the past, some screens of them. */
  private static final int LINES = 1_000;

  private final EngineApi engine;
  private final String container;
  private final boolean terminal;
  private final boolean open;

  /**
   * @param inspect what the engine says of the container
   */
  Attachment(EngineApi engine, JsonNode inspect) {
    this.engine = engine;
    this.container = inspect.path("Id").asText();
    this.terminal = inspect.path("Config").path("Tty").asBoolean();
    this.open =
        inspect.path("Config").path("OpenStdin").asBoolean()
            && inspect.path("State").path("Running").asBoolean();
  }

  Program program() {
    ExitWatch watch = ExitWatch.ofThisRun(engine, container);
    try {
      return new OneOffProgram(engine, container, new ProgramStream(stream(), terminal), watch);
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private ByteStream stream() {
    if (!open) {
      return new KeptOutput(log(true));
    }
    ByteStream now =
        engine.upgrade(
            "/containers/%s/attach?stream=1&stdin=1&stdout=1&stderr=1&detachKeys=%s"
                .formatted(container, DetachKeys.OF_ATTACH),
            "");
    try {
      return new ContinuedStream(new KeptOutput(log(false)), now);
    } catch (EngineException.Away | EngineException.Gone e) {
      now.close();
      throw e;
    } catch (EngineException e) {
      // The log driver keeps nothing that could be read: then there is no past.
      return now;
    }
  }

  private Response log(boolean follow) {
    return engine.open(
        Request.Method.GET,
        "/containers/%s/logs?stdout=1&stderr=1&follow=%s&tail=%d"
            .formatted(container, follow ? "1" : "0", LINES));
  }
}
