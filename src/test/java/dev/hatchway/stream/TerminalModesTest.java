package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences are written with {@code ^} for the escape character. */
class TerminalModesTest {
  /** What an editor sets up, with text between. */
  private static final String EDITOR =
      "^[?1049h^[22;0;0t^[>4;2m^[?1h^=^[?2004h^[1;24r^[?12h^[?12l^[27m^[?25l^[1;31;48;5;236mtext^(0";

  private static final String EDITOR_IN_FORCE =
      "^[?1049h^[?1h^[?25l^[?2004h^[1;24r^[>4;2m^=^(0^[1;31;48;5;236m";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^[?25l|^[?25l",
        "^[?25l^[?25h|''",
        "^[?7l|^[?7l",
        "^[?1000;1006h|^[?1000h^[?1006h",
        "^[?1000;1006h^[?1006l|^[?1000h",
        "^[?47h^[?1049l|''",
        "^[4h|^[4h",
        "^=|^=",
        "^=^>|''",
        "^(0|^(0",
        "^(0^(B|''",
        "^[2;10r|^[2;10r",
        "^[2;10r^[r|''",
        "^[?1;1000s^[?5r|''",
        "^[3 q|^[3 q",
        "^[>q|''",
        "^[1m^[2m|^[1;2m",
        "^[1;2;3m^[22m|^[3m",
        "^[38;2;1;2;3;48:5:7m|^[38;2;1;2;3;48:5:7m",
        "^[38;5m^[31;1m|^[1;31m",
        "^[4:3m^[4:0m|''",
        "^[31m^[m|''",
        "^[31m^[0;32m|^[32m",
        "^[?31m|''",
        "^[>4;2m|^[>4;2m",
        "^[>4;2m^[>4m|''",
        "^[?1049h^[?25l^[31mx^c|''",
        "^[?1049h^[?25l^[31mx^[!p|^[?1049h",
        "^]0;^[31mtitle^\\|^[31m",
        "^]0;[31mtitle^\\|''",
        "^P1$r^\\^[1m|^[1m",
        "^[3^[1m|^[1m",
        "^[?9999h|''",
        "^[?99999999999999999999h|''"
      })
  void whatIsInForceIsKnown(String output, String inForce) {
    assertThat(shown(after(output).inForce())).isEqualTo(inForce);
  }

  @Test
  void everyModeOfAnEditorIsInForceWhereverItsOutputIsCut() {
    byte[] bytes = bytes(EDITOR);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var modes = new TerminalModes();
      modes.read(bytes, 0, cut);
      modes.copy().read(bytes, 0, bytes.length);
      TerminalModes later = modes.copy();
      later.read(bytes, cut, bytes.length);
      assertThat(shown(later.inForce())).as("cut at " + cut).isEqualTo(EDITOR_IN_FORCE);
    }
  }

  @Test
  void whatIsInForceSetsUpAnother() {
    TerminalModes other = new TerminalModes();
    byte[] inForce = after(EDITOR).inForce();
    other.read(inForce, 0, inForce.length);
    assertThat(shown(other.inForce())).isEqualTo(EDITOR_IN_FORCE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EDITOR,
        "^[?47h",
        "^[?1000h^[?1003h^[?1006h",
        "^[3;4r",
        "^)0\u000e",
        "^[4h^[20h",
        "^[?7l",
        "^[5 q",
        "^]0;never ends",
        "^[3"
      })
  void whatIsTakenBackLeavesNothingInForce(String output) {
    TerminalModes modes = after(output);
    byte[] back = modes.takenBack();
    modes.read(back, 0, back.length);
    assertThat(shown(modes.inForce())).isEmpty();
  }

  @Test
  void nothingIsTakenBackOfPlainOutput() {
    assertThat(after("plain\r\n^[1mbold^[m^[2J^[H").takenBack()).isEmpty();
  }

  @Test
  void theScreenIsRestoredLastBecauseThatMovesTheCursor() {
    assertThat(shown(after(EDITOR).takenBack())).startsWith("^\\^[r").endsWith("^[?1049l");
  }

  @Test
  void anyBytesAreHarmlessAndTakeLittleRoom() {
    var random = new Random(7);
    var modes = new TerminalModes();
    String alphabet =
        "\u001b\u001b\u001b[[?;;:0123456789hlmrqpc()=> !\u000e\u000f\u0018\u0007]P\\x";
    byte[] bytes = new byte[200_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          i % 3 == 0
              ? (byte) random.nextInt()
              : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    modes.read(bytes, 0, bytes.length);
    modes.read(bytes("^[" + "1;".repeat(100_000) + "m"), 0, 200_003);
    assertThat(modes.inForce().length).isLessThan(2_000);
    byte[] back = modes.takenBack();
    modes.read(back, 0, back.length);
    assertThat(modes.inForce()).isEmpty();
  }

  private static TerminalModes after(String output) {
    var modes = new TerminalModes();
    byte[] bytes = bytes(output);
    modes.read(bytes, 0, bytes.length);
    return modes;
  }

  private static byte[] bytes(String output) {
    return output.replace('^', '\u001b').getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String shown(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replace('\u001b', '^');
  }
}
