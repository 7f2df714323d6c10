package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file of variables is told with the file's name. */
class EnvFileTest {
  @Test
  void itsLinesAreVariables() {
    assertThat(read("# all\r\nA=1\r\nA=2\n")).containsExactly(entry("A", "2"));
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
