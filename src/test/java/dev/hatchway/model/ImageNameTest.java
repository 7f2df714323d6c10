package dev.hatchway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "shop,shop,latest",
    "shop:42,shop,42",
    "team/shop:v1.2_x,team/shop,v1.2_x",
    "registry.example/shop,registry.example/shop,latest",
    "registry.example:5000/team/shop:42,registry.example:5000/team/shop,42",
    "localhost:5000/shop,localhost:5000/shop,latest",
    "[::1]:5000/a__b.c--d,[::1]:5000/a__b.c--d,latest",
    "Registry.Example/shop:42,Registry.Example/shop,42"
  })
  void aNameHasARepositoryAndAVersion(String text, String repository, String version) {
    ImageName name = new ImageName(text);
    assertThat(name.repository()).isEqualTo(repository);
    assertThat(name.version()).isEqualTo(version);
    assertThat(name.isId()).isFalse();
  }

  @Test
  void aDigestSaysMoreThanATag() {
    assertThat(new ImageName("a/b@" + DIGEST).version()).isEqualTo(DIGEST);
    assertThat(new ImageName("a/b:42@" + DIGEST).version()).isEqualTo(DIGEST);
    assertThat(new ImageName("a/b:42@" + DIGEST).repository()).isEqualTo("a/b");
  }

  @Test
  void anIdIsNoNameInARegistry() {
    assertThat(new ImageName(DIGEST).isId()).isTrue();
    assertThat(new ImageName(DIGEST.substring(7)).isId()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "Shop", "a b", "../x", "a/../b", "a//b", "/a", "a/", "a?b", "a%2fb", "a#b", "a:",
        "a:b:c", "a@b", "-a", "a\nb", "a:x/y", "é"
      })
  void whatTheEngineWouldReadAsSomethingElseIsNoName(String text) {
    assertThat(ImageName.parse(text)).isEmpty();
    assertThatThrownBy(() -> new ImageName(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEndlessNameIsRefusedAtOnce() {
    assertThat(ImageName.parse("a-".repeat(100_000))).isEmpty();
    assertThat(ImageName.parse("a".repeat(250) + "/")).isEmpty();
  }
}
