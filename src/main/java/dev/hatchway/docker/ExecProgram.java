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
import java.util.Optional;

/** A program in a container that runs already: an exec. */
final class ExecProgram implements Program {
  /** How long the engine may take to start what it has agreed to start. */
  private static final Duration START = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final EngineApi engine;
  private final String id;
  private final ProgramStream stream;
  private final ProcessTree tree;
  private final Fate fate;
  private volatile long leader;

  ExecProgram(EngineApi engine, String id, ProgramStream stream, ProcessTree tree, Fate fate) {
    this.engine = engine;
    this.id = id;
    this.stream = stream;
    this.tree = tree;
    this.fate = fate;
  }

  @Override
  public boolean hasTerminal() {
    return stream.hasTerminal();
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    stream.readOutput(sink, this::hasRun);
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    stream.writeInput(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void endInput() {
    stream.endInput();
  }

  @Override
  public void resize(Window window) {
    if (stream.hasTerminal()) {
      Resize.of(engine, "/exec/" + id, window);
    }
  }

  @Override
  public void signal(String name) {
    tree.signal(name, leader());
  }

  @Override
  public ProgramEnd awaitEnd() {
    Optional<ProgramEnd.NotStarted> notStarted = stream.notStarted();
    if (notStarted.isPresent()) {
      return notStarted.get();
    }
    try {
      JsonNode exec = inspect();
      if (exec.path("Running").asBoolean() || !exec.hasNonNull("ExitCode")) {
        return new ProgramEnd.Lost("the connection to the program broke");
      }
      ExitCode code = new ExitCode(exec.path("ExitCode").asInt() & 0xFF);
      return new ProgramEnd.Exited(code, fate.ofEntered(code.value()));
    } catch (EngineException.Gone e) {
      return new ProgramEnd.Lost("the container was removed");
    } catch (EngineException e) {
      return new ProgramEnd.Lost("the container engine does not answer");
    }
  }

  /** A program that ran has a process id even when it is over. */
  private boolean hasRun() {
    try {
      return inspect().path("Pid").asLong() > 0;
    } catch (EngineException e) {
      return true;
    }
  }

  @Override
  public void end(Duration patience) {
    tree.end(patience, leader());
    // Whatever could not be reached may hold the output open; nobody reads it any more.
    stream.close();
  }

  private JsonNode inspect() {
    JsonNode exec = engine.get("/exec/" + id + "/json");
    leader = exec.path("Pid").asLong();
    return exec;
  }

  /**
   * Returns the process id that the program has, or had, on the engine's host; 0 if it never ran.
   * The engine gives its streams over before it starts it, so it may have to be waited for: a
   * program whose client is gone by then would run on for ever.
   */
  private long leader() {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (leader == 0 && isComing() && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE);
      }
    } catch (EngineException e) {
      // Its container is gone and it with it, or the mark has to do.
      return leader;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return leader;
  }

  private boolean isComing() {
    boolean hasEnded = inspect().hasNonNull("ExitCode");
    return leader == 0 && !hasEnded;
  }

  @Override
  public void close() {
    fate.close();
    stream.close();
  }
}
