package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read here is what {@code docker run --env-file} of the same file sets. */
class EnvFileTest {
  @Test
  void everyLineIsAVariableAndItsValueAsItStands() {
    assertThat(read("A=1\nQUOTED=\"a b\" # c\nURL=x?a=b\nEMPTY=\n  INDENTED= y \n"))
        .containsExactly(
            entry("A", "1"),
            entry("QUOTED", "\"a b\" # c"),
            entry("URL", "x?a=b"),
            entry("EMPTY", ""),
            entry("INDENTED", " y "));
  }

  @Test
  void commentsBlankLinesAndEndsOfLinesOfOtherSystemsAreNoMatter() {
    assertThat(read("\ufeff# all\r\n\r\nA=1\r\n  # B=2\r\n")).containsExactly(entry("A", "1"));
  }

  @Test
  void theLastLineForAVariableCounts() {
    assertThat(read("A=1\nA=2\n")).containsExactly(entry("A", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A=1%HIDDEN|shop.env:2: this line has no =, but should be NAME=VALUE",
        "=HIDDEN|shop.env:1: what stands before = should be the name of a variable",
        "A HIDDEN=1|shop.env:1: what stands before = should be the name of a variable",
        "A=HIDDEN~|shop.env:1: this line holds a NUL character, which no variable can",
      })
  void whatIsNoneIsRefusedWithItsLineButNotShown(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('%', '\n').replace('~', '\0')))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("HIDDEN");
  }

  private static Map<String, String> read(String text) {
    return EnvFile.read(new TextFile("shop.env", text));
  }
}
