package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastOutputTest {
  private static final int KEPT = 8 * 1024;

  private final LastOutput last = new LastOutput(KEPT, false);

  @Test
  void nothingIsKeptOfNothing() {
    assertThat(text()).isEmpty();
  }

  @Test
  void whatFitsIsKeptWhole() {
    print("one\n");
    print("two");
    assertThat(text()).isEqualTo("one\ntwo");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, 1_024, KEPT - 1, KEPT, KEPT + 1, 3 * KEPT})
  void theLastBytesAreKeptInWhateverPiecesTheyCome(int piece) {
    byte[] all = new byte[5 * KEPT];
    new Random(piece).nextBytes(all);
    for (int i = 0; i < all.length; i++) {
      // No beginning is looked for where every byte could be one.
      all[i] = (byte) (all[i] | 0x80);
    }
    for (int start = 0; start < all.length; start += piece) {
      last.append(ByteBuffer.wrap(all, start, Math.min(piece, all.length - start)));
    }
    byte[] kept = new byte[KEPT];
    last.bytes().get(kept);
    assertThat(kept).isEqualTo(java.util.Arrays.copyOfRange(all, all.length - KEPT, all.length));
  }

  @Test
  void whatIsCutBeginsBehindAnEndOfLine() {
    print("lost\n");
    print("x".repeat(KEPT - 10) + "\nnext line");
    assertThat(text()).isEqualTo("next line");
  }

  @Test
  void whatIsCutMayBeginWithAnEscapeSequence() {
    print("lost\n");
    print("x".repeat(KEPT) + "\u001b[Hscreen");
    assertThat(text()).isEqualTo("\u001b[Hscreen");
  }

  @Test
  void nothingIsKeptWhereNothingIsWanted() {
    LastOutput nothing = new LastOutput(0, true);
    nothing.append(ByteBuffer.wrap(new byte[100]));
    assertThat(nothing.bytes().remaining()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, KEPT, KEPT + 1, 3 * KEPT})
  void whatTheLostBytesHadSetUpStandsInFront(int piece) {
    LastOutput screen = new LastOutput(KEPT, true);
    String lost = "\u001b[?1049h\u001b[?25l" + "x\n".repeat(2 * KEPT) + "\u001b[1m";
    String kept = "\u001b[H" + "y".repeat(KEPT - 5);
    byte[] all = (lost + "z".repeat(10) + kept).getBytes(StandardCharsets.UTF_8);
    for (int start = 0; start < all.length; start += piece) {
      screen.append(ByteBuffer.wrap(all, start, Math.min(piece, all.length - start)));
    }
    assertThat(StandardCharsets.UTF_8.decode(screen.bytes()).toString())
        .isEqualTo("\u001b[?1049h\u001b[?25l\u001b[1m" + kept);
    assertThat(screen.modes().orElseThrow().isFullScreen()).isTrue();
  }

  @Test
  void aSequenceThatIsCutIsInForceToo() {
    LastOutput screen = new LastOutput(KEPT, true);
    String all = "\u001b[?1049h" + "\n" + "y".repeat(KEPT - 5);
    screen.append(ByteBuffer.wrap(all.getBytes(StandardCharsets.UTF_8)));
    assertThat(StandardCharsets.UTF_8.decode(screen.bytes()).toString())
        .isEqualTo("\u001b[?1049h" + "y".repeat(KEPT - 5));
  }

  private void print(String text) {
    last.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String text() {
    return StandardCharsets.UTF_8.decode(last.bytes()).toString();
  }
}
