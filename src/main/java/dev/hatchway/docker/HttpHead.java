package dev.hatchway.docker;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 answer on a connection of our own.
 *
 * @param lines the status line and the header fields
 * @param rest what came behind it already
 */
record HttpHead(List<String> lines, ByteBuffer rest) {
  static final int LONGEST = 16 * 1024;
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  static HttpHead read(SocketChannel channel) throws IOException {
    byte[] bytes = new byte[LONGEST];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int end = -1;
    while (end < 0) {
      // Full after the read is fine: a program that writes at once fills it behind the head.
      if (!buffer.hasRemaining() || channel.read(buffer) < 0) {
        throw new EOFException("no answer, or one without an end of its head");
      }
      end = end(bytes, buffer.position());
    }
    String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    return new HttpHead(text.lines().toList(), buffer.flip().position(end));
  }

  /** {@code HTTP/1.1 200 OK} has it as its second word. */
  int status() throws ProtocolException {
    String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ");
    try {
      return Integer.parseInt(words.length > 1 ? words[1] : "");
    } catch (NumberFormatException e) {
      throw new ProtocolException("no HTTP answer");
    }
  }

  /** Returns the value of a field, whatever the case of its name. */
  Optional<String> field(String name) {
    String start = name + ":";
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  /** Returns where the body begins, -1 if the head is not whole yet. */
  private static int end(byte[] bytes, int length) {
    for (int i = 0; i + END.length <= length; i++) {
      if (ByteBuffer.wrap(bytes, i, END.length).equals(ByteBuffer.wrap(END))) {
        return i + END.length;
      }
    }
    return -1;
  }
}
