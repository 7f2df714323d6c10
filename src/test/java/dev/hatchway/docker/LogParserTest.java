package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The taking apart of what the engine answers when it is asked for a log. */
final class LogParserTest {
  private static final String FIRST = "2026-11-21T10:00:00.123456789Z";
  private static final String SECOND = "2026-11-21T10:00:01.000000001Z";
  private static final int OUT = 1;
  private static final int ERR = 2;
  private static final int ENGINE = 3;

  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private final List<LogLine> lines = new ArrayList<>();

  @Test
  void eachFrameIsALineWithItsTimeAndItsStream() throws IOException {
    frame(OUT, FIRST, "to out\n");
    frame(ERR, SECOND, "to err\n");
    parse(false, false);
    assertThat(lines)
        .containsExactly(
            new LogLine(Instant.parse(FIRST), Output.OUT, "to out"),
            new LogLine(Instant.parse(SECOND), Output.ERR, "to err"));
  }

  @Test
  void piecesOfOneTimeAreOneLine() throws IOException {
    String piece = "p".repeat(LogParser.PIECE);
    frame(OUT, FIRST, piece);
    frame(ERR, SECOND, "between\n");
    frame(OUT, FIRST, piece);
    frame(OUT, FIRST, "end\n");
    parse(false, false);
    assertThat(texts()).containsExactly("between", piece + piece + "end");
  }

  @Test
  void aLineWhoseEndIsStillToComeWaitsUnlessTheProgramHasEnded() throws IOException {
    frame(OUT, FIRST, "p".repeat(LogParser.PIECE));
    parse(false, false);
    assertThat(lines).isEmpty();
    parse(false, true);
    assertThat(lines).hasSize(1);
  }

  @Test
  void aLineThatAnEndedRunBrokeOffIsNotJoinedWithTheNextRunsFirst() throws IOException {
    frame(OUT, FIRST, "broken off");
    frame(OUT, SECOND, "next\n");
    parse(false, false);
    assertThat(texts()).containsExactly("broken off", "next");
  }

  @Test
  void whatTheEngineSaysAmidTheLinesIsNoLine() throws IOException {
    frame(OUT, FIRST, "line\n");
    byte[] words = "Error grabbing logs: no such file\n".getBytes(StandardCharsets.UTF_8);
    frame(ENGINE, words);
    assertThatThrownBy(() -> parse(false, false))
        .isInstanceOf(EngineException.class)
        .hasMessage("Error grabbing logs: no such file");
    assertThat(texts()).containsExactly("line");
  }

  @Test
  void withATerminalThereAreNoFrames() throws IOException {
    String piece = "p".repeat(LogParser.PIECE);
    String raw = FIRST + " one\r\n" + SECOND + " " + piece + SECOND + " two\r\n";
    answer.write(raw.getBytes(StandardCharsets.UTF_8));
    parse(true, false);
    assertThat(texts()).containsExactly("one", piece + "two");
  }

  @Test
  void anEmptyLineIsALine() throws IOException {
    frame(OUT, FIRST, "\n");
    parse(false, false);
    assertThat(texts()).containsExactly("");
  }

  @Test
  void anAnswerThatBreaksOffEndsThere() throws IOException {
    frame(OUT, FIRST, "whole\n");
    answer.write(new byte[] {OUT, 0, 0, 0, 0, 0, 0, 90, 'x'});
    parse(false, false);
    assertThat(texts()).containsExactly("whole");
  }

  private void parse(boolean terminal, boolean ended) throws IOException {
    new LogParser(terminal, lines::add).read(new ByteArrayInputStream(answer.toByteArray()), ended);
  }

  private List<String> texts() {
    return lines.stream().map(LogLine::text).toList();
  }

  private void frame(int stream, String time, String text) throws IOException {
    frame(stream, (time + " " + text).getBytes(StandardCharsets.UTF_8));
  }

  private void frame(int stream, byte[] payload) throws IOException {
    DataOutputStream out = new DataOutputStream(answer);
    out.writeInt(stream << 24);
    out.writeInt(payload.length);
    out.write(payload);
  }
}
