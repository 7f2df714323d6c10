package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main program of a one-off container, attached before it was started. */
final class OneOffProgram implements Program {
  private static final Logger log = LoggerFactory.getLogger(OneOffProgram.class);
  private static final int UNKNOWN = -1;
  private static final Duration HANG_UP_PATIENCE = Duration.ofSeconds(1);

  private final EngineApi engine;
  private final String container;
  private final ProgramStream stream;
  private final Response wait;
  private int code = UNKNOWN;

  /**
   * @param wait the open answer of {@code wait?condition=next-exit}, asked for before the start
   */
  OneOffProgram(EngineApi engine, String container, ProgramStream stream, Response wait) {
    this.engine = engine;
    this.container = container;
    this.stream = stream;
    this.wait = wait;
  }

  @Override
  public boolean hasTerminal() {
    return stream.hasTerminal();
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    stream.readOutput(sink, () -> !isCodeOfStartFailure());
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    stream.writeInput(bytes, offset, length);
  }

  @Override
  public void endInput() {
    stream.endInput();
  }

  @Override
  public void resize(Window window) {
    if (stream.hasTerminal()) {
      Resize.of(engine, "/containers/" + container, window);
    }
  }

  @Override
  public void signal(String name) {
    try {
      engine.post("/containers/" + container + "/kill?signal=" + name);
    } catch (EngineException e) {
      // It has ended already, or the engine does not know the signal.
      log.debug("the signal {} was not sent to {}: {}", name, container, e.getMessage());
    }
  }

  @Override
  public ProgramEnd awaitEnd() {
    int code = exitCode();
    Optional<ProgramEnd.NotStarted> notStarted = stream.notStarted();
    if (notStarted.isPresent()) {
      return notStarted.get();
    }
    if (code < 0) {
      return new ProgramEnd.Lost(whatBecameOfIt());
    }
    boolean killed = code == ExitCode.KILLED.value();
    return new ProgramEnd.Exited(new ExitCode(code & 0xFF), killed && ranOutOfMemory());
  }

  @Override
  public void end(Duration patience) {
    if (stream.hasTerminal()) {
      signal("HUP");
      if (endedWithin(HANG_UP_PATIENCE)) {
        return;
      }
    }
    signal("TERM");
    if (!endedWithin(patience)) {
      signal("KILL");
    }
  }

  @Override
  public void close() {
    stream.close();
    wait.close();
  }

  /** Waits for the program's end; -1 if the engine went away or the container with it. */
  private synchronized int exitCode() {
    if (code == UNKNOWN) {
      try {
        byte[] body = wait.getBody().readAllBytes();
        JsonNode answer = engine.mapper().readTree(body);
        code = answer.path("StatusCode").asInt(UNKNOWN);
      } catch (IOException | RuntimeException e) {
        log.debug("the end of {} was not told: {}", container, e.getMessage());
      }
    }
    return code;
  }

  private boolean isCodeOfStartFailure() {
    int ended = exitCode();
    return ended == ExitCode.NOT_FOUND.value() || ended == ExitCode.NOT_EXECUTABLE.value();
  }

  private String whatBecameOfIt() {
    try {
      engine.get("/containers/" + container + "/json");
      return "the container engine lost the program";
    } catch (EngineException.Gone e) {
      return "the container was removed";
    } catch (EngineException e) {
      return "the container engine does not answer";
    }
  }

  private boolean ranOutOfMemory() {
    try {
      return engine
          .get("/containers/" + container + "/json")
          .path("State")
          .path("OOMKilled")
          .asBoolean();
    } catch (EngineException e) {
      return false;
    }
  }

  private boolean endedWithin(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        JsonNode state = engine.get("/containers/" + container + "/json").path("State");
        if (!state.path("Running").asBoolean()) {
          return true;
        }
        Thread.sleep(50);
      } catch (EngineException.Gone e) {
        return true;
      } catch (EngineException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
