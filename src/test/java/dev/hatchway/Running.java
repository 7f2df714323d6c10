package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program of this machine that runs; closing it kills it if it still does. */
final class Running implements AutoCloseable {
  private final Program program;
  private final Process process;
  private final Path out;
  private final Path err;

  Running(Program program, Process process, Path out, Path err) {
    this.program = program;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its standard output, if the program was started with a pipe there. */
  InputStream stdout() {
    return process.getInputStream();
  }

  /** Writes to its standard input. */
  void type(byte[] bytes) {
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void type(String text) {
    type(text.getBytes(StandardCharsets.UTF_8));
  }

  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written to standard output so far. */
  String outSoFar() {
    return soFar().out();
  }

  /** What it has written to standard error so far. */
  String errSoFar() {
    return soFar().err();
  }

  /** How many bytes it has written to both streams so far. */
  long writtenSoFar() {
    try {
      return Files.size(out) + Files.size(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the text stands in its standard output; a failure if it ends meanwhile. */
  void awaitOutput(String text) {
    await(text)
        .atMost(program.limit())
        .failFast(this::mustBeAlive)
        .until(() -> outSoFar().contains(text));
  }

  /** Sends it a signal by name, as {@code kill} does. */
  void signal(String name) {
    program.machine().kill(name, pid());
  }

  /** Waits for its end within the program's time limit. */
  Result end() {
    return endWithin(program.limit());
  }

  /** Waits for its end; a failure if that takes longer. */
  Result endWithin(Duration longest) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s still runs after %s; so far: %s".formatted(program.words(), longest, soFar()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return soFar().withCode(process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A failure that shows its output, if it has ended. */
  void mustBeAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("ended early: " + soFar().withCode(process.exitValue()));
    }
  }

  private Result soFar() {
    return new Result(-1, out, err);
  }
}
