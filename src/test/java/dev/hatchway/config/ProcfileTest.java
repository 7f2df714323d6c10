package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcfileTest {
  @Test
  void everyLineIsAProcessTypeAndItsCommandInTheirOrder() {
    assertThat(read("web: bundle exec puma -C 'a b'\nurgent-worker_2: QUEUE=a:b sidekiq | tee x\n"))
        .containsExactly(
            entry("web", "bundle exec puma -C 'a b'"),
            entry("urgent-worker_2", "QUEUE=a:b sidekiq | tee x"));
  }

  @Test
  void commentsBlankLinesAndEndsOfLinesOfOtherSystemsAreNoMatter() {
    assertThat(read("\ufeff# all\r\n\r\n  web:puma  \r\n\t# web: no\r\nworker:\tx # y"))
        .containsExactly(entry("web", "puma"), entry("worker", "x # y"));
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web puma|Procfile:1: \"web puma\" should be TYPE: COMMAND",
        "web: a%web: b|Procfile:2: web stands on line 1 already; keep one",
        "web: a%%worker:|Procfile:3: worker is \"\", but should be a command",
        "run: a|Procfile:1: \"run\" should be a process type: letters",
        "a/b: c|Procfile:1: \"a/b\" should be a process type: letters",
        "web : a|Procfile:1: \"web \" should be a process type: letters",
        ": a|Procfile:1: \"\" should be a process type: letters",
      })
  void whatIsNoneIsRefusedWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('%', '\n')))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void whatATerminalWouldObeyIsEscaped() {
    assertThatThrownBy(() -> read("\u001b[2J")).hasMessageContaining("\\u001b[2J");
    assertThatThrownBy(() -> read("web: a\0b")).hasMessageContaining("a\\u0000b");
  }

  private static Map<String, String> read(String text) {
    return Procfile.read(new TextFile("Procfile", text));
  }
}
