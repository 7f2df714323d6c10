package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillFileTest {
  private static final int CAPACITY = 10;

  @TempDir private Path folder;

  @Test
  void bytesGoRoundTheEndOfTheFile() throws Exception {
    try (var file = new SpillFile(folder, CAPACITY)) {
      append(file, "abcdefg");
      assertThat(take(file, 5)).isEqualTo("abcde");
      append(file, "12345678");
      assertThat(file.size()).isEqualTo(CAPACITY);
      assertThat(take(file, CAPACITY)).isEqualTo("fg12345678");
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void everyPlaceOfTheRingIsABeginningOnce() throws Exception {
    try (var file = new SpillFile(folder, CAPACITY)) {
      for (int round = 0; round < 3 * CAPACITY; round++) {
        String text = "%07d".formatted(round);
        append(file, text);
        assertThat(take(file, text.length())).isEqualTo(text);
      }
    }
  }

  @Test
  void thereIsRoomForExactlyItsCapacity() throws Exception {
    try (var file = new SpillFile(folder, CAPACITY)) {
      append(file, "abc");
      assertThat(file.hasRoomFor(CAPACITY - 3)).isTrue();
      assertThat(file.hasRoomFor(CAPACITY - 2)).isFalse();
      take(file, 1);
      assertThat(file.hasRoomFor(CAPACITY - 2)).isTrue();
    }
  }

  @Test
  void itHasNoNameByWhichAnybodyCouldOpenIt() throws Exception {
    Path fresh = folder.resolve("not/there/yet");
    try (var file = new SpillFile(fresh, CAPACITY)) {
      append(file, "secret");
      assertThat(fresh).isEmptyDirectory();
      assertThat(take(file, 6)).isEqualTo("secret");
    }
    assertThat(fresh).isEmptyDirectory();
  }

  private static void append(SpillFile file, String text) throws IOException {
    file.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String take(SpillFile file, int count) throws IOException {
    byte[] bytes = new byte[count];
    file.take(ByteBuffer.wrap(bytes));
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
