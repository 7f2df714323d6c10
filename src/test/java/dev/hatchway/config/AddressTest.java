package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:2222", "0.0.0.0:0", "[::]:22", "[2001:db8::1]:65535", "localhost:22"})
  void anAddressIsReadAndWrittenTheSame(String text) {
    assertThat(Address.parse(text)).get().hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2222",
        ":2222",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "::1:22",
        "[::1]",
        "[::g]:22",
        "[127.0.0.1]:22",
        "256.0.0.1:22",
        "1.2.3:22",
        "1.2.3.4:22 ",
        "*:22",
        "a b:22",
        "[1:2]:22"
      })
  void anythingElseIsNone(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }
}
