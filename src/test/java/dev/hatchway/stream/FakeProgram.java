package dev.hatchway.stream;

import dev.hatchway.container.Output;
import dev.hatchway.container.OutputSink;
import dev.hatchway.container.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A program as one in a container is: its output comes when it writes, its input is a pipe that
 * fills up unless it reads, and it ends when it wants to or when it is ended.
 */
final class FakeProgram implements Program {
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final Semaphore pipe;
  private final ByteArrayOutputStream input = new ByteArrayOutputStream();
  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<ProgramEnd> end = new CompletableFuture<>();
  private volatile boolean inputEnded;
  private volatile boolean readToItsEnd;
  private volatile boolean closed;

  /**
   * @param pipe how many bytes of input it takes
   */
  FakeProgram(int pipe) {
    this.pipe = new Semaphore(pipe);
  }

  void print(Output output, byte[] bytes) {
    steps.add(new Step.Writes(output, bytes));
  }

  void print(Output output, String text) {
    print(output, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends its output and itself. */
  void exit(int code) {
    finish(new ProgramEnd.Exited(new ExitCode(code)));
  }

  void finish(ProgramEnd how) {
    end.complete(how);
    steps.add(new Step.Ends());
  }

  /** The connection breaks; the program has this code. */
  void breakOff(int code) {
    end.complete(new ProgramEnd.Exited(new ExitCode(code)));
    steps.add(new Step.Breaks());
  }

  synchronized String input() {
    return input.toString(StandardCharsets.UTF_8);
  }

  boolean inputHasEnded() {
    return inputEnded;
  }

  /** The windows and signals, in the order in which they came. */
  List<Object> told() {
    return List.copyOf(told);
  }

  /** Whether all of its output has been taken from the engine. */
  boolean isReadToItsEnd() {
    return readToItsEnd;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public boolean hasTerminal() {
    return false;
  }

  @Override
  public void readOutput(OutputSink sink) throws IOException {
    ByteBuffer reused = ByteBuffer.allocate(64 * 1024);
    while (true) {
      switch (nextStep()) {
        case Step.Writes(Output output, byte[] bytes) -> {
          for (int from = 0; from < bytes.length; from += reused.capacity()) {
            int count = Math.min(reused.capacity(), bytes.length - from);
            reused.clear().put(bytes, from, count).flip();
            sink.accept(output, reused);
          }
        }
        case Step.Breaks() -> throw new IOException("the connection broke");
        case Step.Ends() -> {
          readToItsEnd = true;
          return;
        }
      }
    }
  }

  private Step nextStep() throws IOException {
    try {
      return steps.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void writeInput(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      pipe.acquireUninterruptibly();
      if (closed || end.isDone()) {
        throw new IOException("Broken pipe");
      }
      synchronized (this) {
        input.write(bytes[i]);
      }
    }
  }

  @Override
  public void endInput() {
    inputEnded = true;
  }

  @Override
  public void resize(Window window) {
    told.add(window);
  }

  @Override
  public void signal(String name) {
    told.add(name);
  }

  @Override
  public ProgramEnd awaitEnd() {
    return end.join();
  }

  @Override
  public void end(Duration patience) {
    exit(ExitCode.KILLED.value());
  }

  @Override
  public void close() {
    closed = true;
    pipe.release();
  }

  /** What it does next. */
  private sealed interface Step {
    // Nobody compares two of them, so that the array is one by identity does not matter.
    @SuppressWarnings("ArrayRecordComponent")
    record Writes(Output output, byte[] bytes) implements Step {}

    record Breaks() implements Step {}

    record Ends() implements Step {}
  }
}
