package dev.hatchway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "shop,shop,true",
    "shop,shop2,false",
    "shop,sho,false",
    "shop-*,shop-,true",
    "shop-*,shop-a-b,true",
    "shop-*,shop,false",
    "*,a,true",
    "**,a,true",
    "*-shop,a-shop-shop,true",
    "*-shop,a-shop-,false",
    "s?op,shop,true",
    "s?op,sop,false",
    "a*b*c,aXbXbXc,true",
    "a*b*c,aXcXb,false",
    "'',a,false",
    "'','',true",
    "a.b,aXb,false"
  })
  void aPatternCoversTheWholeText(String pattern, String text, boolean matches) {
    assertThat(new Wildcard(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void manyStarsTakeNoTime() {
    var pattern = new Wildcard("*a".repeat(60) + "*b");
    Assertions.assertTimeout(
        Duration.ofSeconds(2), () -> assertThat(pattern.matches("a".repeat(10_000))).isFalse());
  }
}
