package dev.hatchway.docker;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.Output;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the engine's answer with a container's log apart. The engine cuts lines at 16 KiB and gives
 * the pieces one timestamp; they are put together again here.
 */
final class LogParser {
  /** Longer lines are taken apart; a program that never ends its line would fill the memory. */
  static final int LONGEST_LINE = 1024 * 1024;

  /** At this length the engine cuts lines (moby, {@code daemon/logger/copier.go}). */
  static final int PIECE = 16 * 1024;

  private static final int STDERR = 2;

  /** What the engine itself has to say amid the lines (moby, {@code pkg/stdcopy}). */
  private static final int ENGINE_ERROR = 3;

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z ");

  /** With nine digits of a second and the blank behind it. */
  private static final int LONGEST_TIME = 31;

  private final boolean terminal;
  private final Consumer<LogLine> reader;
  private final Pending out = new Pending(Output.OUT);
  private final Pending err = new Pending(Output.ERR);

  /**
   * @param terminal whether the container's program has one: its lines then come without frames
   */
  LogParser(boolean terminal, Consumer<LogLine> reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Reads to the end of the answer.
   *
   * @param ended whether the program has ended, so that a line without an end will not get one
   * @throws EngineException if the engine says amid the lines that it cannot go on
   */
  void read(InputStream answer, boolean ended) throws IOException {
    try (DataInputStream body = new DataInputStream(new BufferedInputStream(answer))) {
      if (terminal) {
        readRaw(body);
      } else {
        readFrames(body);
      }
    }
    out.end(ended);
    err.end(ended);
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
      if (head[0] == ENGINE_ERROR) {
        throw new EngineException(new String(payload, StandardCharsets.UTF_8).strip());
      }
      (head[0] == STDERR ? err : out).takeFrame(payload);
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

    /** A program that was started again does not go on with the line that it broke off before. */
    void takeFrame(byte[] payload) {
      int text = lengthOfTime(payload);
      if (line.size() > 0 && text > 0) {
        byte[] begun = line.toByteArray();
        int length = Math.min(text, begun.length);
        if (!Arrays.equals(payload, 0, text, begun, 0, length)) {
          flush();
        }
      }
      take(payload, payload.length);
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

    /** Whole pieces at the end of the log are the beginning of a line: the rest is on its way. */
    void end(boolean ended) {
      byte[] bytes = line.toByteArray();
      int text = lengthOfTime(bytes);
      int length = text == 0 ? bytes.length : joined(bytes, text).length;
      if (ended || length % PIECE != 0) {
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
      String joined = new String(joined(bytes, text), StandardCharsets.UTF_8);
      reader.accept(new LogLine(time, output, joined.stripTrailing()));
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
  private static byte[] joined(byte[] bytes, int text) {
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
    return whole.toByteArray();
  }
}
