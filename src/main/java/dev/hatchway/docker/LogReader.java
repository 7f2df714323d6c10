package dev.hatchway.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.Output;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a container's log. The engine cuts lines at 16 KiB and gives the pieces one timestamp; they
 * are put together again here.
 */
final class LogReader {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int STDERR = 2;

  /** At this length the engine cuts lines (moby, {@code daemon/logger/copier.go}). */
  private static final int PIECE = 16 * 1024;

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z ");

  /** With nine digits of a second and the blank behind it. */
  private static final int LONGEST_TIME = 31;

  private final EngineApi engine;
  private final String container;
  private final boolean terminal;
  private final Consumer<LogLine> reader;
  private final Pending out = new Pending(Output.OUT);
  private final Pending err = new Pending(Output.ERR);

  LogReader(EngineApi engine, String container, boolean terminal, Consumer<LogLine> reader) {
    this.engine = engine;
    this.container = container;
    this.terminal = terminal;
    this.reader = reader;
  }

  void read(OptionalInt last, boolean follow) throws IOException {
    String query =
        "/containers/%s/logs?stdout=1&stderr=1&timestamps=1&follow=%s&tail=%s"
            .formatted(
                container,
                follow ? "1" : "0",
                last.isPresent() ? Integer.toString(last.getAsInt()) : "all");
    try (Response response = engine.open(Request.Method.GET, query);
        DataInputStream body = new DataInputStream(new BufferedInputStream(response.getBody()))) {
      if (terminal) {
        readRaw(body);
      } else {
        readFrames(body);
      }
    }
    out.flush();
    err.flush();
  }

  private void readRaw(DataInputStream body) throws IOException {
    byte[] piece = new byte[8192];
    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
      out.take(piece, count);
    }
  }

  private void readFrames(DataInputStream body) throws IOException {
    byte[] head = new byte[4];
    while (body.readNBytes(head, 0, head.length) == head.length) {
      byte[] payload = new byte[Math.clamp(body.readInt(), 0, LONGEST_LINE)];
      try {
        body.readFully(payload);
      } catch (EOFException e) {
        return;
      }
      (head[0] == STDERR ? err : out).take(payload, payload.length);
    }
  }

  /** A line that is not whole yet. */
  private final class Pending {
    private final Output output;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Instant time = Instant.EPOCH;

    Pending(Output output) {
      this.output = output;
    }

    void take(byte[] bytes, int count) {
      int start = 0;
      for (int i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, start, i - start);
          flush();
          start = i + 1;
        }
      }
      line.write(bytes, start, count - start);
      if (line.size() > LONGEST_LINE) {
        flush();
      }
    }

    void flush() {
      if (line.size() == 0) {
        return;
      }
      byte[] bytes = line.toByteArray();
      line.reset();
      int text = lengthOfTime(bytes);
      if (text > 0) {
        time = Instant.parse(new String(bytes, 0, text - 1, StandardCharsets.US_ASCII));
      }
      reader.accept(new LogLine(time, output, joined(bytes, text).stripTrailing()));
    }
  }

  /** Returns the length of the time and its blank; 0 for the rest of a line that was too long. */
  private static int lengthOfTime(byte[] bytes) {
    String beginning =
        new String(bytes, 0, Math.min(bytes.length, LONGEST_TIME), StandardCharsets.US_ASCII);
    Matcher time = TIME.matcher(beginning);
    return time.lookingAt() ? time.end() : 0;
  }

  /** Takes out the time that stands before every further piece of a line. */
  private static String joined(byte[] bytes, int text) {
    var whole = new ByteArrayOutputStream(bytes.length);
    int start = text;
    int next = start + PIECE;
    while (text > 0
        && next + text <= bytes.length
        && Arrays.equals(bytes, next, next + text, bytes, 0, text)) {
      whole.write(bytes, start, PIECE);
      start = next + text;
      next = start + PIECE;
    }
    whole.write(bytes, start, bytes.length - start);
    return whole.toString(StandardCharsets.UTF_8);
  }
}
