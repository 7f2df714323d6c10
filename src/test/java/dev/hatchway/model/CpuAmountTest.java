package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuAmountTest {
  @ParameterizedTest
  @CsvSource({"1,1000000000", "0.5,500000000", "500m,500000000", "2.25,2250000000", "1m,1000000"})
  void anAmountIsANumberOrThousandths(String text, long nanos) {
    assertThat(CpuAmount.parse(text)).hasValue(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0m", "-1", "1.", ".5", "1.5m", "m", "10000", "1e3", "٣"})
  void anythingElseIsNone(String text) {
    assertThat(CpuAmount.parse(text)).isEmpty();
  }
}
