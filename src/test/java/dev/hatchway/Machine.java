package dev.hatchway;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** This machine as the tests use it: programs, and a folder of files that goes with the tests. */
final class Machine implements AutoCloseable {
  /** Longer than any promise of the contract that a test waits for without naming a time. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** For hundreds of megabytes on a busy machine with two cores. */
  static final Duration LONG_LIMIT = Duration.ofMinutes(5);

  private static final Path NOTHING = Path.of("/dev/null");

  private final Path folder;
  private final AtomicInteger files = new AtomicInteger();

  Machine() {
    try {
      // In the system's folder: the path of a UNIX socket has at most 107 bytes (unix(7)).
      this.folder = Files.createTempDirectory("hatchway-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the slow extremes are asked for: {@code -Dhatchway.full=true}. */
  boolean full() {
    return Boolean.getBoolean("hatchway.full");
  }

  /** The folder of the project, where {@code bin/} is. */
  Path project() {
    return Path.of("").toAbsolutePath();
  }

  Program program(String... words) {
    return program(List.of(words));
  }

  Program program(List<String> words) {
    return new Program(
        this, words, Map.of("LC_ALL", "C.UTF-8"), new Program.Input.OfFile(NOTHING), false, LIMIT);
  }

  void kill(String signal, long pid) {
    program("kill", "-" + signal, Long.toString(pid)).run().succeeded();
  }

  /** A number that was never given before. */
  int newNumber() {
    return files.incrementAndGet();
  }

  /** A path that nothing has used yet. */
  Path newFile(String name) {
    return folder.resolve(newNumber() + "-" + name);
  }

  /** A new file with these bytes. */
  Path file(String name, byte[] bytes) {
    try {
      return Files.write(newFile(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder. */
  Path folder(String name) {
    try {
      return Files.createDirectories(newFile(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new file of that size with something else than zeros at both ends and no disk space used. */
  Path sparseFile(String name, long size) {
    Path path = newFile(name);
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.writeBytes("begin");
      file.setLength(size);
      file.seek(size - 3);
      file.writeBytes("end");
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** Removes a file or a folder with all that is in it. */
  void delete(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
