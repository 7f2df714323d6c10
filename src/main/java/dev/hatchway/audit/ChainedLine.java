package dev.hatchway.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A line of the log as it is read again.
 *
 * @param time the text of its time
 */
record ChainedLine(long seq, String time, String prev, JsonNode json) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Returns the day of its time (UTC), empty if that is no time. */
  Optional<LocalDate> day() {
    try {
      return Optional.of(LocalDate.ofInstant(Instant.parse(time), ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a line, without its newline; empty if it is not one of this version of the log. */
  static Optional<ChainedLine> parse(byte[] line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      boolean known =
          json.path("v").asInt() == EventJson.VERSION && json.path("seq").isIntegralNumber();
      return known && json.path("prev").isTextual()
          ? Optional.of(
              new ChainedLine(
                  json.path("seq").asLong(),
                  json.path("time").asText(),
                  json.path("prev").asText(),
                  json))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }
}
