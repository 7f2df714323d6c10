package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Program;
import java.util.Optional;

/**
 * The way back to the main program of a container that was started before: an attach, after what
 * the log holds already. The log alone would not do: the engine writes a line to it only when the
 * line is whole, so a prompt would be missing, and its following of a log that is rotated doubles
 * lines and breaks off (measured on 20.10). Of a program that has ended there is only the log.
 */
final class Attachment {
  /** Lines of the past, some screens of them. */
  private static final int LINES = 1_000;

  private final EngineApi engine;
  private final Fates fates;
  private final String container;
  private final boolean terminal;
  private final boolean running;
  private final boolean input;

  /**
   * @param inspect what the engine says of the container
   */
  Attachment(EngineApi engine, Fates fates, JsonNode inspect) {
    this.engine = engine;
    this.fates = fates;
    this.container = inspect.path("Id").asText();
    this.terminal = inspect.path("Config").path("Tty").asBoolean();
    this.running = inspect.path("State").path("Running").asBoolean();
    this.input = inspect.path("Config").path("OpenStdin").asBoolean();
  }

  Program program() {
    ExitWatch watch = ExitWatch.ofThisRun(engine, fates, container);
    try {
      return new LastingProgram(
          engine,
          new WayBack(engine, fates, container, terminal, input),
          new OneOffProgram(engine, container, new ProgramStream(stream(), terminal), watch),
          Optional.empty());
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private ByteStream stream() {
    if (!running) {
      return new KeptOutput(log());
    }
    ByteStream now =
        engine.upgrade(
            "/containers/%s/attach?stream=1&stdin=%d&stdout=1&stderr=1&detachKeys=%s"
                .formatted(container, input ? 1 : 0, DetachKeys.OF_ATTACH),
            "");
    try {
      return new ContinuedStream(new KeptOutput(log()), now);
    } catch (EngineException.Away | EngineException.Gone e) {
      now.close();
      throw e;
    } catch (EngineException e) {
      // The log driver keeps nothing that could be read: then there is no past.
      return now;
    }
  }

  private Response log() {
    return engine.open(
        Request.Method.GET,
        "/containers/%s/logs?stdout=1&stderr=1&tail=%d".formatted(container, LINES));
  }
}
