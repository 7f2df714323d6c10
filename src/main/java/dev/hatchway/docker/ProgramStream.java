package dev.hatchway.docker;

import dev.hatchway.container.OutputSink;
import dev.hatchway.container.ProgramEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The streams of one program, in a one-off or by an exec: the same bytes in the same frames. */
final class ProgramStream implements AutoCloseable {
  private final ByteStream stream;
  private final boolean terminal;
  private final StartFailure failure = new StartFailure();

  ProgramStream(ByteStream stream, boolean terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  boolean hasTerminal() {
    return terminal;
  }

  /**
   * Hands the program's output to the sink until it ends.
   *
   * @param hasRun asked at the end if the output looks like the engine's own reason why it did not
   */
  void readOutput(OutputSink sink, BooleanSupplier hasRun) throws IOException {
    new OutputReader(stream, !terminal)
        .readTo((output, bytes) -> failure.pass(output, bytes, sink));
    // A blocked writer would wait for ever: nobody reads the program's input any more.
    stream.close();
    if (failure.isSuspected() && hasRun.getAsBoolean()) {
      failure.release(sink);
    }
  }

  /** Returns why the program never ran; empty if it did. */
  Optional<ProgramEnd.NotStarted> notStarted() {
    return failure.isSuspected() ? Optional.of(failure.end()) : Optional.empty();
  }

  void writeInput(ByteBuffer bytes) throws IOException {
    stream.write(bytes);
  }

  /** Output would be lost if the input of a terminal ended. */
  void endInput() {
    if (!terminal) {
      stream.endInput();
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
