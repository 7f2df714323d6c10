package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read here is what {@code docker run --env-file} of the same file sets. */
class EnvironmentFileTest {
  @Test
  void everyLineIsAVariableAndItsValueAsItStands() {
    assertThat(
            variables(
                "A=1\nQUOTED=\"a b\" # c\nURL=x?a=b\nEMPTY=\n  INDENTED= y \nU=ü\ud83d\ude80"))
        .containsExactly(
            entry("A", "1"),
            entry("QUOTED", "\"a b\" # c"),
            entry("URL", "x?a=b"),
            entry("EMPTY", ""),
            entry("INDENTED", " y "),
            entry("U", "ü\ud83d\ude80"));
  }

  @Test
  void commentsBlankLinesAndEndsOfLinesOfOtherSystemsAreNoMatter() {
    assertThat(variables("\ufeff# all\r\n\r\nA=1\r\n  # B=2\r\n")).containsExactly(entry("A", "1"));
    assertThat(variables("")).isEmpty();
  }

  @Test
  void onlyAnEndOfALineLosesItsCarriageReturn() {
    assertThat(variables("A=x\ry\r\n")).containsExactly(entry("A", "x\ry"));
  }

  @Test
  void theLastLineForAVariableCounts() {
    assertThat(variables("A=1\nA=2\n")).containsExactly(entry("A", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A=1%HIDDEN|2|this line has no =, but should be NAME=VALUE",
        "=HIDDEN|1|what stands before = should be the name of a variable, without = and blanks",
        "# c%%A HIDDEN=1|3|what stands before = should be the name of a variable, without = and"
            + " blanks",
        "A=HIDDEN^|1|this line holds a NUL character, which no variable can",
      })
  void theFirstWrongLineIsNamedButNotShown(String text, int line, String problem) {
    assertThat(EnvironmentFile.parse(text.replace('%', '\n').replace('^', '\0')))
        .isEqualTo(new EnvironmentFile.Wrong(line, problem));
  }

  @Test
  void aVariableIsNoLongerThanLinuxTakesIt() {
    String most = "x".repeat(131_071 - 2);
    assertThat(variables("A=" + most)).containsEntry("A", most);
    assertThat(EnvironmentFile.parse("B=1\nA=" + most + "x"))
        .isEqualTo(new EnvironmentFile.Wrong(2, "this line is longer than 131071 bytes"));
  }

  private static Map<String, String> variables(String text) {
    assertThat(EnvironmentFile.parse(text)).isInstanceOf(EnvironmentFile.Variables.class);
    return ((EnvironmentFile.Variables) EnvironmentFile.parse(text)).values();
  }
}
