package dev.hatchway.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which lines are asked for.
 *
 * @param values by key what the line has to say
 * @param since the earliest time, empty for all
 */
public record AuditSearch(Map<String, String> values, Optional<Instant> since) {
  public AuditSearch {
    values = Map.copyOf(values);
  }

  /**
   * Hands over the lines that match, as they are, oldest first.
   *
   * @throws IOException if a file cannot be read
   */
  public void lines(AuditFolder folder, Consumer<byte[]> reader) throws IOException {
    for (Path file : folder.files()) {
      try (var lines = new LineReader(file)) {
        for (Optional<byte[]> next = lines.next(); next.isPresent(); next = lines.next()) {
          byte[] line = next.get();
          if (ChainedLine.parse(line).filter(this::matches).isPresent()) {
            reader.accept(line);
          }
        }
      }
    }
  }

  private boolean matches(ChainedLine line) {
    return values.entrySet().stream()
            .allMatch(
                wanted -> line.json().path(wanted.getKey()).asText().equals(wanted.getValue()))
        && since.filter(earliest -> isBefore(line, earliest)).isEmpty();
  }

  private static boolean isBefore(ChainedLine line, Instant earliest) {
    try {
      return Instant.parse(line.time()).isBefore(earliest);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
