package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DetachKeysTest {
  /** Ctrl-P, with which the engine's own sequence begins. */
  private static final String DEFAULT_BEGINNING = "\u0010";

  @Test
  void theKeysOfAnAttachAreBytesThatNoKeyboardSends() {
    String keys = URLDecoder.decode(DetachKeys.OF_ATTACH, StandardCharsets.ISO_8859_1);
    assertThat(List.of(keys.split(",")))
        .hasSize(16)
        // Neither occurs in UTF-8 (RFC 3629, 1).
        .allMatch(key -> key.equals("\u00fe") || key.equals("\u00fd"));
  }

  @Test
  void theKeysOfAnExecAreManyAndFitIntoJson() {
    List<String> keys = List.of(DetachKeys.OF_EXEC.split(","));
    assertThat(keys).hasSize(16).allMatch(key -> key.length() == 1 && key.charAt(0) < 0x80);
    assertThat(keys.getFirst()).isNotEqualTo(keys.get(1));
  }

  @Test
  void neitherBeginsAsTheEnginesOwnSequenceDoes() {
    assertThat(DetachKeys.OF_EXEC).doesNotContain(DEFAULT_BEGINNING);
    assertThat(DetachKeys.OF_ATTACH).doesNotContain("%10");
  }
}
