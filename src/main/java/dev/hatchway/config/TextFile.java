package dev.hatchway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that people write, whole.
 *
 * @param name as messages show it
 */
record TextFile(String name, String text) {
  /** A thousand times what such a file has. */
  private static final int MOST_BYTES = 1024 * 1024;

  /** What some editors put before the first line. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * Reads a file.
   *
   * @throws IOException if the system does not let us
   * @throws SettingsException if it is too large or no text
   */
  static TextFile read(Path path) throws IOException {
    String name = path.normalize().toString();
    try (var input = Files.newInputStream(path)) {
      byte[] bytes = input.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new SettingsException(name, "is larger than 1 MiB, which no settings are");
      }
      return new TextFile(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new SettingsException(name, "is not UTF-8 text");
    }
  }

  /** Its lines without their ends, which may be those of any system. */
  List<String> lines() {
    String whole = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return whole.lines().toList();
  }

  SettingsException wrong(int line, String problem) {
    return new SettingsException(name, line, problem);
  }
}
