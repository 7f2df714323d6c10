package dev.hatchway.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hatchway.container.EngineException;
import dev.hatchway.container.Output;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Output as it comes from the engine's socket, cut where nobody would cut it. */
@Timeout(60)
final class OutputReaderTest {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void framesAreToldApart() throws Exception {
    read(true, frame(STDOUT, "one "), frame(STDERR, "oh "), frame(STDOUT, "two"), frame(2, "dear"));
    assertThat(out).hasToString("one two");
    assertThat(err).hasToString("oh dear");
  }

  @Test
  void headsThatArriveByteByByteAreHeads() throws Exception {
    byte[] all = joined(frame(STDOUT, "one "), frame(STDERR, "oh"), frame(STDOUT, "two"));
    try (var engine =
        EngineSocket.answering(
            (request, client) -> {
              EngineSocket.send(client, EngineSocket.UPGRADED.getBytes(US_ASCII));
              EngineSocket.dribble(client, all);
              client.close();
            })) {
      read(engine, true);
    }
    assertThat(out).hasToString("one two");
    assertThat(err).hasToString("oh");
  }

  @Test
  void theAnswersOwnHeadMayArriveByteByByteToo() throws Exception {
    byte[] all = joined(EngineSocket.UPGRADED.getBytes(US_ASCII), frame(STDERR, "x"));
    try (var engine =
        EngineSocket.answering(
            (request, client) -> {
              EngineSocket.dribble(client, all);
              client.close();
            })) {
      read(engine, true);
    }
    assertThat(err).hasToString("x");
  }

  @Test
  void aFrameThatIsLargerThanEveryBufferArrivesWhole() throws Exception {
    byte[] large = bytes(3 * 1024 * 1024 + 1);
    read(true, frame(STDOUT, "a"), frame(STDERR, large), frame(STDOUT, "b"));
    assertThat(out).hasToString("ab");
    assertThat(err.toByteArray()).isEqualTo(large);
  }

  @Test
  void manySmallFramesInOneReadAreAllTaken() throws Exception {
    var all = new ByteArrayOutputStream();
    var expected = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) {
      byte[] line = (i + "\n").getBytes(US_ASCII);
      all.writeBytes(frame(STDOUT, line));
      expected.writeBytes(line);
    }
    read(true, all.toByteArray());
    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void anEmptyFrameIsNothing() throws Exception {
    read(true, frame(STDOUT, ""), frame(STDOUT, "x"), frame(STDERR, ""));
    assertThat(out).hasToString("x");
    assertThat(err.size()).isZero();
  }

  @Test
  void aStreamThatEndsWithinAFrameIsBroken() {
    byte[] whole = frame(STDOUT, "whole");
    byte[] half = Arrays.copyOf(whole, whole.length - 1);
    assertThatThrownBy(() -> read(true, half)).isInstanceOf(EOFException.class);
    assertThat(out).hasToString("whol");
  }

  @Test
  void theOutputOfATerminalHasNoFramesWhateverItBeginsWith() throws Exception {
    byte[] bytes = joined(new byte[] {1, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'}, bytes(100_000));
    read(false, bytes);
    assertThat(out.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void whatFollowsTheHeadAtOnceIsTheProgramsOutput() throws Exception {
    byte[] all = joined(EngineSocket.UPGRADED.getBytes(US_ASCII), frame(STDOUT, "early"));
    try (var engine =
        EngineSocket.answering(
            (request, client) -> {
              EngineSocket.send(client, all);
              client.close();
            })) {
      read(engine, true);
    }
    assertThat(out).hasToString("early");
  }

  @Test
  void muchOutputAtOnceBehindTheHeadIsNoBrokenAnswer() throws Exception {
    byte[] large = bytes(64 * 1024);
    byte[] all = joined(EngineSocket.UPGRADED.getBytes(US_ASCII), large);
    try (var engine =
        EngineSocket.answering(
            (request, client) -> {
              EngineSocket.send(client, all);
              client.close();
            })) {
      read(engine, false);
    }
    assertThat(out.toByteArray()).isEqualTo(large);
  }

  @Test
  void aHeadWithoutAnEndIsNoAnswer() throws Exception {
    byte[] endless = ("HTTP/1.1 101 UPGRADED\r\nX: " + "x".repeat(64 * 1024)).getBytes(UTF_8);
    try (var engine =
        EngineSocket.answering((request, client) -> EngineSocket.send(client, endless))) {
      assertThatThrownBy(() -> EngineStream.open(engine.address(), "/x", ""))
          .isInstanceOf(EngineException.Away.class);
    }
  }

  @Test
  void aRefusalToUpgradeIsTheEnginesAnswer() throws Exception {
    assertThat(refusal(404)).isInstanceOf(EngineException.Gone.class).hasMessage("no such exec");
    assertThat(refusal(409)).isInstanceOf(EngineException.Conflict.class);
    assertThat(refusal(500)).isExactlyInstanceOf(EngineException.class).hasMessage("no such exec");
  }

  @Test
  void anEngineThatHangsUpDoesNotAnswer() throws Exception {
    try (var engine = EngineSocket.answering((request, client) -> client.close())) {
      assertThatThrownBy(() -> EngineStream.open(engine.address(), "/x", ""))
          .isInstanceOf(EngineException.Away.class);
    }
  }

  private static Throwable refusal(int status) throws IOException {
    try (var engine =
        EngineSocket.answering(
            (request, client) ->
                EngineSocket.answer(client, status, "{\"message\":\"no such exec\"}"))) {
      return catchThrowable(() -> EngineStream.open(engine.address(), "/exec/1/start", "{}"));
    }
  }

  private void read(boolean framed, byte[]... pieces) throws IOException {
    try (var engine =
        EngineSocket.answering(
            (request, client) -> {
              EngineSocket.send(client, EngineSocket.UPGRADED.getBytes(US_ASCII));
              EngineSocket.send(client, joined(pieces));
              client.close();
            })) {
      read(engine, framed);
    }
  }

  private void read(EngineSocket engine, boolean framed) throws IOException {
    try (var stream = EngineStream.open(engine.address(), "/containers/1/attach", "")) {
      new OutputReader(stream, framed).readTo(this::take);
    }
  }

  private void take(Output output, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    (output == Output.ERR ? err : out).writeBytes(copy);
  }

  private static byte[] frame(int stream, String text) {
    return frame(stream, text.getBytes(UTF_8));
  }

  /** Docker Engine API, "Stream format": which stream, three zeros, the length, the payload. */
  private static byte[] frame(int stream, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) stream)
        .putInt(4, payload.length)
        .put(8, payload)
        .array();
  }

  private static byte[] joined(byte[]... pieces) {
    var all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
