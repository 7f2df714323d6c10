package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of this machine, such as {@code ssh} or {@code docker}, that is about to run. */
record Program(
    Machine machine,
    List<String> words,
    Map<String, String> environment,
    Input input,
    boolean piped,
    Duration limit) {
  /** Where a program's standard input comes from. */
  sealed interface Input {
    /** A file; {@code /dev/null} is the empty one. */
    record OfFile(Path file) implements Input {}

    /** A pipe, which the test writes to and closes. */
    record Pipe() implements Input {}
  }

  Program {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  Program reading(Path file) {
    return new Program(machine, words, environment, new Input.OfFile(file), piped, limit);
  }

  Program reading(byte[] bytes) {
    return reading(machine.file("stdin", bytes));
  }

  Program reading(String text) {
    return reading(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With a standard input that stays open until {@link Running#closeInput}. */
  Program readingPipe() {
    return new Program(machine, words, environment, new Input.Pipe(), piped, limit);
  }

  /** With a standard output that the test reads itself, by {@link Running#stdout}. */
  Program writingPipe() {
    return new Program(machine, words, environment, input, true, limit);
  }

  Program with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(machine, words, more, input, piped, limit);
  }

  /** Started by another program, such as {@code ip netns exec}. */
  Program behind(String... starter) {
    List<String> all = Stream.concat(Stream.of(starter), words.stream()).toList();
    return new Program(machine, all, environment, input, piped, limit);
  }

  /** With another time limit than {@link Machine#LIMIT}. */
  Program within(Duration longest) {
    return new Program(machine, words, environment, input, piped, longest);
  }

  /** Runs the program to its end. */
  Result run() {
    try (var running = start()) {
      return running.end();
    }
  }

  /** Starts the program; unless piped, its output goes to files, so that it never has to wait. */
  Running start() {
    Path out = machine.newFile("stdout");
    Path err = machine.newFile("stderr");
    var builder = new ProcessBuilder(words).redirectError(err.toFile());
    builder.environment().putAll(environment);
    if (!piped) {
      builder.redirectOutput(out.toFile());
    }
    switch (input) {
      case Input.OfFile(Path file) -> builder.redirectInput(file.toFile());
      case Input.Pipe() -> builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    }
    try {
      return new Running(this, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
