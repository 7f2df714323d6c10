package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** A program in a container that runs already: an exec. */
final class ExecProgram implements Program {
  private final EngineApi engine;
  private final String id;
  private final String container;
  private final EngineStream stream;
  private final boolean terminal;
  private final ProcessTree tree;
  private final OutOfMemory outOfMemory;
  private final Instant started;
  private final StartFailure failure = new StartFailure();

  ExecProgram(
      EngineApi engine,
      String id,
      String container,
      EngineStream stream,
      boolean terminal,
      ProcessTree tree,
      OutOfMemory outOfMemory,
      Instant started) {
    this.engine = engine;
    this.id = id;
    this.container = container;
    this.stream = stream;
    this.terminal = terminal;
    this.tree = tree;
    this.outOfMemory = outOfMemory;
    this.started = started;
  }

  @Override
  public boolean hasTerminal() {
    return terminal;
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    new OutputReader(stream, !terminal)
        .readTo((output, bytes) -> failure.pass(output, bytes, sink));
    // A blocked writer would wait for ever: nobody reads the program's input any more.
    stream.close();
    if (failure.isSuspected() && hasRun()) {
      failure.release(sink);
    }
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    stream.write(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void endInput() {
    if (!terminal) {
      stream.endInput();
    }
  }

  @Override
  public void resize(Window window) {
    if (terminal) {
      Resize.of(engine, "/exec/" + id, window);
    }
  }

  @Override
  public void signal(String name) {
    tree.signal(name);
  }

  @Override
  public ProgramEnd awaitEnd() {
    if (failure.isSuspected()) {
      return failure.end();
    }
    try {
      JsonNode exec = engine.get("/exec/" + id + "/json");
      if (exec.path("Running").asBoolean()) {
        return new ProgramEnd.Lost("the connection to the program broke");
      }
      ExitCode code = new ExitCode(exec.path("ExitCode").asInt() & 0xFF);
      return new ProgramEnd.Exited(
          code, code.equals(ExitCode.KILLED) && outOfMemory.hitSince(container, started));
    } catch (EngineException.Gone e) {
      return new ProgramEnd.Lost("the container was removed");
    } catch (EngineException e) {
      return new ProgramEnd.Lost("the container engine does not answer");
    }
  }

  /** A program that ran has a process id even when it is over. */
  private boolean hasRun() {
    try {
      return engine.get("/exec/" + id + "/json").path("Pid").asLong() > 0;
    } catch (EngineException e) {
      return true;
    }
  }

  @Override
  public void end(Duration patience) {
    tree.end(patience);
    // Whatever could not be reached may hold the output open; nobody reads it any more.
    stream.close();
  }

  @Override
  public void close() {
    stream.close();
  }
}
