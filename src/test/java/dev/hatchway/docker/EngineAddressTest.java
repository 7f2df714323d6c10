package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///var/run/docker.sock",
        "unix:/var/run/docker.sock",
        "tcp://127.0.0.1:2375",
        "tcp://[::1]:2375",
        "tcp://engine.example:65535"
      })
  void anAddressIsReadAndShownAsItWasWritten(String text) {
    assertThat(EngineAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/var/run/docker.sock",
        "docker.sock",
        "unix:",
        "unix://",
        "unix:docker.sock",
        // Two slashes: the first word would be taken for a host, and the rest for another path.
        "unix://var/run/docker.sock",
        "unix:///var/run/docker sock",
        "tcp://",
        "tcp://engine.example",
        "tcp://:2375",
        "tcp://engine.example:0",
        "tcp://engine.example:65536",
        "tcp://engine.example:http",
        "http://engine.example:2375",
        "ssh://root@engine.example",
        "npipe:////./pipe/docker_engine",
        "fd://"
      })
  void everyOtherFormIsRefusedAndNamed(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not the address of a container engine: %s (unix:///PATH or tcp://HOST:PORT)", text);
  }
}
