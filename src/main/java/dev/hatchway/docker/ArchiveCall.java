package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hatchway.container.EngineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tar archive on its way to the engine, on a connection of its own: a {@code PUT} whose body goes
 * out in chunks (RFC 9112, section 7.1), because nobody knows its length before. The chunks are
 * large; that of docker-java are of 2 KiB.
 */
final class ArchiveCall {
  private static final Logger log = LoggerFactory.getLogger(ArchiveCall.class);

  /** How long one may take, whose bytes may come from a client as slowly as that sends. */
  static final Duration LIMIT = Duration.ofDays(1);

  /** Size of the chunks, and what a call holds of the archive at a time. */
  private static final int CHUNK = 256 * 1024;

  /** Eight digits of a length and the end of their line. */
  private static final int CHUNK_HEAD = 10;

  private static final byte[] END_OF_CHUNK = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Pattern ANSWER =
      Pattern.compile("HTTP/1\\.1 ([0-9]{3})[^\r]*\r\n(?:[^\r]+\r\n)*\r\n(.*)", Pattern.DOTALL);

  private final SocketChannel channel;
  private final byte[] bytes = new byte[CHUNK_HEAD + CHUNK + END_OF_CHUNK.length];

  private ArchiveCall(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Sends the archive and waits until the engine has unpacked it.
   *
   * @param path with the version in front
   * @return the status of its answer
   * @throws EngineException if the engine refuses it, or if the archive cannot be read to its end
   * @throws IOException if the engine hangs up without an answer
   */
  static int put(EngineAddress address, String path, InputStream tar) throws IOException {
    try (SocketChannel channel = address.connect()) {
      return new ArchiveCall(channel).put(path, tar);
    }
  }

  private int put(String path, InputStream tar) throws IOException {
    try {
      String head =
          "PUT %s HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n".formatted(path)
              + "Content-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n";
      send(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      for (int count = read(tar); count > 0; count = read(tar)) {
        sendChunk(count);
      }
      send(ByteBuffer.wrap(LAST_CHUNK));
    } catch (IOException e) {
      // An engine that refuses hangs up before it has all, and has said why.
      readAnswer(e);
      throw e;
    }
    return readAnswer(new EOFException("no answer to an archive"));
  }

  /** Without the last chunk the engine takes what it has for a part, and fails. */
  private int read(InputStream tar) {
    try {
      return tar.readNBytes(bytes, CHUNK_HEAD, CHUNK);
    } catch (IOException e) {
      throw new EngineException("the files cannot be read: " + e.getMessage(), e);
    }
  }

  private void sendChunk(int count) throws IOException {
    byte[] head = "%08x\r\n".formatted(count).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, CHUNK_HEAD);
    System.arraycopy(END_OF_CHUNK, 0, bytes, CHUNK_HEAD + count, END_OF_CHUNK.length);
    send(ByteBuffer.wrap(bytes, 0, CHUNK_HEAD + count + END_OF_CHUNK.length));
  }

  private void send(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private int readAnswer(IOException otherwise) throws IOException {
    Matcher matcher = ANSWER.matcher(answer());
    if (!matcher.matches()) {
      throw otherwise;
    }
    int status = Integer.parseInt(matcher.group(1));
    if (Refused.isBy(status)) {
      throw Refused.with(status, message(status, matcher.group(2)));
    }
    return status;
  }

  /** Reads up to the end of the connection, also if that is none as it should be. */
  private String answer() {
    ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
    try {
      int count = 0;
      while (answer.hasRemaining() && count >= 0) {
        count = channel.read(answer);
      }
    } catch (IOException e) {
      // What it had not read of the archive makes a reset of its hanging up.
      log.debug("the answer to an archive broke off: {}", e.getMessage());
    }
    return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
  }

  private static String message(int status, String body) {
    try {
      JsonNode message = new JsonMapper().readTree(body).path("message");
      return message.asText("status " + status);
    } catch (IOException e) {
      return "status " + status;
    }
  }
}
