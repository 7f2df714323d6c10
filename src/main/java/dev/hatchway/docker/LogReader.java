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
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Reads a container's log. The engine cuts lines at 16 KiB and gives the pieces one timestamp; they
 * are put together again here.
 */
final class LogReader {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int STDERR = 2;

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
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      int space = text.indexOf(' ');
      try {
        Instant time = Instant.parse(text.substring(0, Math.max(space, 0)));
        reader.accept(new LogLine(time, output, text.substring(space + 1).stripTrailing()));
      } catch (DateTimeParseException e) {
        reader.accept(new LogLine(Instant.EPOCH, output, text));
      }
    }
  }
}
