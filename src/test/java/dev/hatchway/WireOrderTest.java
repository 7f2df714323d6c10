package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of packets at the end of a session: exit status, end of file, close. RFC 4254 (6.10)
 * leaves it open, but a client that stops at the end of file would report success for a failure.
 */
@InWorld
class WireOrderTest {
  private final World world;

  WireOrderTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run exit 42", "enter web.1 exit 42", "enter web.9 true", "enter web.1 nothing"})
  void theExitStatusComesBeforeTheEndOfFileAndTheClose(String line) {
    Result result = world.ssh().with("-o", "LogLevel=DEBUG3").run(line);
    String log = result.err();
    int status = log.indexOf("rtype exit-status");
    int end = log.indexOf("channel 0: rcvd eof");
    int close = log.indexOf("channel 0: rcvd close");
    assertThat(status).as(log).isPositive();
    assertThat(end).as(log).isGreaterThan(status);
    assertThat(close).as(log).isGreaterThan(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run exit 42", "enter web.1 exit 42"})
  void theOrderIsTheSameWithATerminal(String line) {
    Result result = world.ssh().withTerminal().with("-o", "LogLevel=DEBUG3").run(line);
    String log = result.err();
    assertThat(log.indexOf("rtype exit-status")).isPositive();
    assertThat(log.indexOf("channel 0: rcvd eof")).isGreaterThan(log.indexOf("rtype exit-status"));
    assertThat(result.code()).isEqualTo(42);
  }
}
