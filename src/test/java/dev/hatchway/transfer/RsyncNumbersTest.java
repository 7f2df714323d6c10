package dev.hatchway.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers, names and their order as rsync has them. */
final class RsyncNumbersTest {
  private static final List<Integer> INTEGERS =
      List.of(0, 1, 127, 128, 255, 256, 16_383, 16_384, 0x1F_FFFF, 0x20_0000, -1, 1 << 31);
  private static final List<Long> SIZES =
      List.of(0L, 1L, 0xFFFFL, 0x7F_FFFFL, 0x80_0000L, 1L << 32, 1L << 40, Long.MAX_VALUE, -1L);
  private static final List<Integer> INDEXES =
      List.of(0, 1, 254, 508, 508, 100, 40_000, 40_001, 10_000_000, 3, Integer.MAX_VALUE);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RsyncOutput out = new RsyncOutput(bytes);

  @Test
  void numbersAreReadAsTheyWereWritten() throws IOException {
    for (int value : INTEGERS) {
      out.variable(value);
      out.integer(value);
    }
    for (long size : SIZES) {
      out.variableLong(size, 3);
    }
    for (int index : INDEXES) {
      out.index(index);
    }
    RsyncInput in = written();
    for (int value : INTEGERS) {
      assertThat(in.variable()).isEqualTo(value);
      assertThat(in.integer()).isEqualTo(value);
    }
    for (long size : SIZES) {
      assertThat(in.variableLong(3)).isEqualTo(size);
    }
    for (int index : INDEXES) {
      assertThat(in.index()).isEqualTo(index);
    }
  }

  /** Seen from the real client: a size of 16, a time, a distance of one. */
  @Test
  void numbersAreWrittenAsTheRealClientDoes() throws IOException {
    out.variableLong(0x1000, 3);
    out.variableLong(0x6A03686B, 4);
    out.variable(0x98 << 8 | 0x80);
    out.index(0);
    out.flush();
    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo("000010" + "6a6b6803" + "c08098" + "01");
  }

  @Test
  void filesComeBeforeFoldersAndFoldersBeforeWhatIsInThem() throws IOException {
    RsyncList list = new RsyncList();
    List<String> sorted =
        List.of("./", "a.b", "b", "z", "a-b/", "a-b/x", "a/", "a/c", "a/b/", "a/b/c", "ab/");
    for (String name : sorted.reversed()) {
      boolean folder = name.endsWith("/");
      byte[] bare =
          name.substring(0, name.length() - (folder ? 1 : 0)).getBytes(StandardCharsets.UTF_8);
      list.add(new RsyncEntry(bare, folder ? RsyncTalk.FOLDER : RsyncTalk.FILE, 0, 0, false));
    }
    list.sort();
    for (int index = 0; index < sorted.size(); index++) {
      assertThat(list.get(index).shown() + (list.get(index).isFolder() ? "/" : ""))
          .isEqualTo(sorted.get(index));
    }
    assertThat(list.contains("a/b")).isTrue();
    assertThat(list.contains("a/d")).isFalse();
  }

  @Test
  void patternsMeanWhatTheManualSays() {
    assertThat(new RsyncPattern("*.o").matches("d/x.o", false)).isTrue();
    assertThat(new RsyncPattern("*.o").matches("d.o/x", false)).isFalse();
    assertThat(new RsyncPattern("/x").matches("d/x", false)).isFalse();
    assertThat(new RsyncPattern("/x").matches("x", false)).isTrue();
    assertThat(new RsyncPattern("d/").matches("c/d", true)).isTrue();
    assertThat(new RsyncPattern("d/").matches("c/d", false)).isFalse();
    assertThat(new RsyncPattern("a/*/c").matches("x/a/b/c", false)).isTrue();
    assertThat(new RsyncPattern("a/*/c").matches("a/b/b/c", false)).isFalse();
    assertThat(new RsyncPattern("/a/**/c").matches("a/b/b/c", false)).isTrue();
    assertThat(new RsyncPattern("d/***").matches("d/x/y", false)).isTrue();
    assertThat(new RsyncPattern("d/***").matches("d", true)).isTrue();
    assertThat(new RsyncPattern("[a-c]?").matches("bz", false)).isTrue();
    assertThat(new RsyncPattern("[!a-c]?").matches("bz", false)).isFalse();
    assertThat(new RsyncPattern("a\\*").matches("a*", false)).isTrue();
    assertThat(new RsyncPattern("*a".repeat(500)).matches("a".repeat(4_000), false)).isTrue();
  }

  private RsyncInput written() throws IOException {
    out.flush();
    return new RsyncInput(
        new ByteArrayInputStream(bytes.toByteArray()),
        new RsyncOutput(new ByteArrayOutputStream()));
  }
}
