package dev.hatchway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is left of a program of this machine: its exit code and what it wrote, each stream apart.
 */
record Result(int code, Path stdout, Path stderr) {
  /** What it wrote to standard output, as text. */
  String out() {
    return text(stdout);
  }

  /** What it wrote to standard error, as text. */
  String err() {
    return text(stderr);
  }

  /** What it wrote to standard output, byte for byte. */
  byte[] bytes() {
    return bytes(stdout);
  }

  /** The SHA-256 of what it wrote to standard output, in hexadecimal. */
  String sha256() {
    return Digest.ofFile(stdout);
  }

  /** This result, if the program ended with 0; a failure that shows its output otherwise. */
  Result succeeded() {
    if (code != 0) {
      throw new AssertionError(this.toString());
    }
    return this;
  }

  Result withCode(int ended) {
    return new Result(ended, stdout, stderr);
  }

  @Override
  public String toString() {
    return "exit code %d%nstdout: %s%nstderr: %s"
        .formatted(code, shortened(out()), shortened(err()));
  }

  private static String shortened(String text) {
    int most = 4_000; // characters: enough for any message, too few to drown the report
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  private static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
