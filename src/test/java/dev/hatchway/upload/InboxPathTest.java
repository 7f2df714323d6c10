package dev.hatchway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hatchway.transfer.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InboxPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "/", "~", "~/", "./.", "//", "/tmp/uploads", "//tmp/./uploads/", "a/.."})
  void theInboxHasManyNames(String text) throws Exception {
    assertThat(InboxPath.parse(text).canonical()).isEqualTo("/tmp/uploads");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/y", "~/x/y", "/tmp/uploads/x/y", "./x//y/", "x/z/../y"})
  void aFileInItHasManyNamesToo(String text) throws Exception {
    assertThat(InboxPath.parse(text).canonical()).isEqualTo("/tmp/uploads/x/y");
  }

  @ParameterizedTest
  @CsvSource({
    "../x, operation not permitted: ../x is outside the inbox",
    "a/../../x, operation not permitted: a/../../x is outside the inbox",
    "~/.., operation not permitted: ~/.. is outside the inbox",
    "/tmp/uploads/.., operation not permitted: /tmp/uploads/.. is outside the inbox",
    "/etc/passwd, uploads go to /tmp/uploads; /etc/passwd is not there",
    "/tmp, uploads go to /tmp/uploads; /tmp is not there",
    "/tmp/uploadsx, uploads go to /tmp/uploads; /tmp/uploadsx is not there",
    "web.1:/app/out.csv, operation unsupported: the files of web.1 cannot be reached",
    "/tmp/uploads/run.7:x, operation unsupported: the files of run.7 cannot be reached"
  })
  void whatIsElsewhereIsRefused(String text, String message) {
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> InboxPath.parse(text))
        .withMessageStartingWith(message);
  }

  @Test
  void aNameThatIsTooLongOrTooDeepIsRefused() throws Exception {
    assertThat(InboxPath.parse("é".repeat(127) + "x").names()).hasSize(1);
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> InboxPath.parse("é".repeat(128)))
        .withMessageContaining("file name too long, at most 255 bytes");
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> InboxPath.parse("0123456789/0123456789/".repeat(100)))
        .withMessage("folders nested too deep, at most 100");
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> InboxPath.parse(("x".repeat(250) + "/").repeat(9)))
        .withMessage("path too long, at most 2048 bytes");
  }
}
