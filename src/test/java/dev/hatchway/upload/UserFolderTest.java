package dev.hatchway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.User;
import org.junit.jupiter.api.Test;

final class UserFolderTest {
  @Test
  void aPlainNameStaysAsItIs() {
    assertThat(name("alice@example.com")).isEqualTo("alice@example.com");
  }

  @Test
  void whatMeansSomethingToAFileSystemIsEscaped() {
    assertThat(name("..")).isEqualTo("%2E.");
    assertThat(name(".")).isEqualTo("%2E");
    assertThat(name("a/b c%\0é")).isEqualTo("a%2Fb%20c%25%00%C3%A9");
  }

  @Test
  void longNamesStayShortAndDifferent() {
    String one = name("é".repeat(5000) + "1");
    String other = name("é".repeat(5000) + "2");

    assertThat(one).hasSizeLessThan(255).isNotEqualTo(other);
    assertThat(name("")).isNotEmpty();
  }

  private static String name(String user) {
    return UserFolder.of(new User(user)).name();
  }
}
