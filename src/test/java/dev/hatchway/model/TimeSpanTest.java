package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "0s,PT0S",
    "30s,PT30S",
    "5m,PT5M",
    "24h,PT24H",
    "7d,PT168H",
    "1h30m,PT90M",
    "5M,PT5M"
  })
  void aDurationIsANumberWithAUnit(String text, String expected) {
    assertThat(TimeSpan.parse(text)).contains(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "30",
        "s",
        "-5m",
        "+5m",
        "5 m",
        "5w",
        "1.5h",
        "30m1h",
        "PT5M",
        "3651d",
        "٣s",
        "9999999999s",
        "999999999d"
      })
  void anythingElseIsNone(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0",
    "PT30S,30s",
    "PT90S,90s",
    "PT5M,5m",
    "PT90M,90m",
    "PT24H,24h",
    "PT48H,2d",
    "PT168H,7d",
    "PT1.9S,1s"
  })
  void itIsWrittenInTheLargestUnitThatIsExact(String span, String expected) {
    assertThat(TimeSpan.format(Duration.parse(span))).isEqualTo(expected);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (int seconds = 0; seconds < 200_000; seconds += 37) {
      Duration span = Duration.ofSeconds(seconds);
      assertThat(TimeSpan.parse(TimeSpan.format(span))).contains(span);
    }
  }
}
