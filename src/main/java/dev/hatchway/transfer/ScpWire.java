package dev.hatchway.transfer;

import dev.hatchway.model.Printable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The pair of streams of an old scp: lines of control, answers of one byte, and files. */
final class ScpWire {
  /** Characters of a text with a path in it that are worth showing. */
  private static final int LONGEST_SHOWN = 400;

  /** Size of the pieces in which a file is carried. */
  static final int PIECE = 256 * 1024;

  /** A path is no longer (PATH_MAX of Linux), and the rest of a line is short. */
  private static final int LONGEST_LINE = 4096 + 64;

  private static final int DONE = 0;
  private static final int WARNING = 1;

  private final InputStream in;
  private final OutputStream out;
  private boolean clean = true;

  ScpWire(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /** Whether nothing was refused so far, on either side. */
  boolean isClean() {
    return clean;
  }

  /** Reads the next record; empty if the other side has nothing more to say. */
  Optional<ScpRecord> read() throws IOException {
    int first = in.read();
    return first < 0 ? Optional.empty() : Optional.of(ScpRecord.parse(line(first)));
  }

  /** Waits for the answer to what was sent; false if the other side could not do it. */
  boolean isAccepted() throws IOException {
    int answer = in.read();
    if (answer == DONE) {
      return true;
    }
    clean = false;
    if (answer < 0) {
      throw new EOFException("the other side went away");
    }
    // Read to keep the stream in step; the user has read it at the other side.
    String text = line(answer);
    if (answer != WARNING) {
      throw new ProtocolException("the other side gave up: " + Printable.of(text, LONGEST_SHOWN));
    }
    return false;
  }

  void accept() throws IOException {
    out.write(DONE);
    out.flush();
  }

  /** Says that something could not be done; the user reads it at the other side. */
  void refuse(String message) throws IOException {
    clean = false;
    send((char) WARNING + "scp: " + Printable.of(message, LONGEST_SHOWN));
  }

  void send(String line) throws IOException {
    out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void fail() {
    clean = false;
  }

  /** Reads some bytes of a file, at least one. */
  int read(byte[] piece, int most) throws IOException {
    int read = in.read(piece, 0, most);
    if (read < 0) {
      throw new EOFException("the stream ended within a file");
    }
    return read;
  }

  void write(byte[] piece, int count) throws IOException {
    out.write(piece, 0, count);
  }

  private String line(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = first; next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the stream ended within a line");
      }
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    try {
      byte[] bytes = line.toByteArray();
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("a file name must be UTF-8");
    }
  }
}
