package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void visibleTextStaysAsItIs() {
    assertThat(Printable.of("rake db:migrate, größer, 日本, 🐳"))
        .isEqualTo("rake db:migrate, größer, 日本, 🐳");
  }

  @Test
  void whatCannotBeSeenIsEscaped() {
    assertThat(Printable.of("a\nb\r\t\0\033[31m\u202e\u2028\ud800\u009b"))
        .isEqualTo("a\\nb\\r\\t\\u0000\\u001b[31m\\u202e\\u2028\\ud800\\u009b");
  }

  @Test
  void longTextIsCut() {
    assertThat(Printable.of("x".repeat(1_000_000))).isEqualTo("x".repeat(120) + "…");
  }
}
