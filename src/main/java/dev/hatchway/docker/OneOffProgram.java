package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main program of a container, with its streams. */
final class OneOffProgram implements Program {
  private static final Logger log = LoggerFactory.getLogger(OneOffProgram.class);
  private static final Duration HANG_UP_PATIENCE = Duration.ofSeconds(1);

  private final EngineApi engine;
  private final String container;
  private final ProgramStream stream;
  private final ExitWatch watch;

  /**
   * @param watch of a one-off asked for before its start
   */
  OneOffProgram(EngineApi engine, String container, ProgramStream stream, ExitWatch watch) {
    this.engine = engine;
    this.container = container;
    this.stream = stream;
    this.watch = watch;
  }

  @Override
  public boolean hasTerminal() {
    return stream.hasTerminal();
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    stream.readOutput(sink, () -> !watch.isCodeOfStartFailure());
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    write(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The same; what is left in the buffer after a failure has not gone to the engine. */
  void write(ByteBuffer bytes) throws IOException {
    stream.writeInput(bytes);
  }

  /** Returns whether it is known how the program ended, when its output has. */
  boolean isEndKnown() {
    return stream.notStarted().isPresent() || watch.isTold();
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
    watch.fate().sending();
    try {
      engine.post("/containers/" + container + "/kill?signal=" + name);
    } catch (EngineException e) {
      watch.fate().notSent();
      // It has ended already, or the engine does not know the signal.
      log.debug("the signal {} was not sent to {}: {}", name, container, e.getMessage());
    }
  }

  @Override
  public ProgramEnd awaitEnd() {
    ProgramEnd end = watch.await();
    Optional<ProgramEnd.NotStarted> notStarted = stream.notStarted();
    return notStarted.isPresent() ? notStarted.get() : end;
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
    watch.close();
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
