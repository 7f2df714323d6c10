package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1024,1024",
    "100b,100",
    "100k,102400",
    "512m,536870912",
    "512MB,536870912",
    "1g,1073741824",
    "1GiB,1073741824",
    "1.5 GiB,1610612736",
    "7P,7881299347898368"
  })
  void aUnitIsAPowerOf1024(String text, long expected) {
    assertThat(ByteSize.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "-1m", "1x", "1gg", "1,5g", ".5g", "1  g", "9999999P", "٣g"})
  void anythingElseIsNone(String text) {
    assertThat(ByteSize.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "1023,1023 B",
    "1024,1 KiB",
    "1073741824,1 GiB",
    "1288490189,1.2 GiB",
    "1073741823,1 GiB",
    "9223372036854775807,8192 PiB"
  })
  void itIsWrittenForAReader(long bytes, String expected) {
    assertThat(ByteSize.format(bytes)).isEqualTo(expected);
  }
}
