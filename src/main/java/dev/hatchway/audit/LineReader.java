package dev.hatchway.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file of the log line by line, as bytes. */
final class LineReader implements Closeable {
  /** No line of the log is as long; a longer one is cut, so that no file needs all the memory. */
  static final int LONGEST = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  LineReader(Path file) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
  }

  /**
   * Returns the next line without its newline, empty if there is no whole one, yet. What there is
   * of it is kept until the rest has come.
   */
  Optional<byte[]> next() throws IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        byte[] line = pending.toByteArray();
        pending.reset();
        return Optional.of(line);
      }
      if (pending.size() < LONGEST) {
        pending.write(next);
      }
    }
    return Optional.empty();
  }

  /** How many bytes of a line there are whose end has not come. */
  int unfinished() {
    return pending.size();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
