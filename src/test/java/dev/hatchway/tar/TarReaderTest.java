package dev.hatchway.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of tar itself, of our own, and what is none. */
final class TarReaderTest {
  private static final String LONG = "a folder/".repeat(20) + "ünïcödé and long";

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar"})
  void whatTarWritesIsRead(String format, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("file"), "content");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("somewhere/else"));
    String name = format.equals("ustar") ? "short" : "long ".repeat(40) + "ü";
    Files.writeString(folder.resolve(name), "x".repeat(1000));
    byte[] archive = tar(folder, format);
    var reader = new TarReader(new ByteArrayInputStream(archive));
    List<String> seen = new ArrayList<>();
    for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      TarEntry found = entry.get();
      seen.add(
          found.name()
              + " "
              + found.kind()
              + " "
              + found.size()
              + " "
              + found.target()
              + (found.name().equals("./file") ? read(reader) : ""));
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "./ FOLDER 0 ",
            "./file FILE 7 content",
            "./link LINK 0 somewhere/else",
            "./" + name + " FILE 1000 ");
  }

  @Test
  void whatWeWriteIsRead() throws IOException {
    var head = new TarHead(4_000_000_000L, 7);
    var archive = new ByteArrayOutputStream();
    archive.writeBytes(head.of(LONG, TarHead.Type.FILE, 3, 04751, 1_600_000_000));
    archive.writeBytes(new byte[] {1, 2, 3});
    archive.writeBytes(TarHead.padding(3));
    archive.writeBytes(head.ofLink("link", LONG, 5));
    archive.writeBytes(new byte[2 * TarHead.BLOCK]);
    var reader = new TarReader(new ByteArrayInputStream(archive.toByteArray()));
    TarEntry file = reader.next().orElseThrow();
    assertThat(file.name()).isEqualTo(LONG);
    assertThat(file.mode()).isEqualTo(04751);
    assertThat(file.user()).isEqualTo(4_000_000_000L);
    assertThat(file.group()).isEqualTo(7);
    assertThat(file.modified().getEpochSecond()).isEqualTo(1_600_000_000);
    reader.skip(2);
    assertThat(read(reader).getBytes(StandardCharsets.UTF_8)).containsExactly(3);
    TarEntry link = reader.next().orElseThrow();
    assertThat(link.kind()).isEqualTo(TarEntry.Kind.LINK);
    assertThat(link.target()).isEqualTo(LONG);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void anArchiveThatIsCutIsNoWholeOne() throws IOException {
    byte[] head = new TarHead(0, 0).of("f", TarHead.Type.FILE, 1000, 0644, 0);
    byte[] whole = Arrays.copyOf(head, head.length + 1000);
    for (int length : new int[] {100, head.length + 1, whole.length - 1}) {
      var reader = new TarReader(new ByteArrayInputStream(Arrays.copyOf(whole, length)));
      assertThatThrownBy(
              () -> {
                reader.next();
                read(reader);
              })
          .isInstanceOf(EOFException.class);
    }
  }

  /** Whatever comes, it is an entry, the end or an error, and neither a loop nor all memory. */
  @Test
  void noiseEnds() {
    Random random = new Random(5);
    byte[] good = new TarHead(1, 2).of(LONG, TarHead.Type.FILE, 10, 0644, 0);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = Arrays.copyOf(good, good.length + 600);
      for (int change = 0; change < 1 + round % 40; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var reader = new TarReader(new ByteArrayInputStream(bytes));
      try {
        while (reader.next().isPresent()) {
          read(reader);
        }
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s)(not a tar archive|the archive ends).*|null");
      }
    }
  }

  private static String read(TarReader reader) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[5];
    for (int count = reader.read(piece, 0, 5); count >= 0; count = reader.read(piece, 0, 5)) {
      bytes.write(piece, 0, count);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static byte[] tar(Path folder, String format) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "--format=" + format, "-C", folder.toString(), "-c", ".").start();
    byte[] archive = tar.getInputStream().readAllBytes();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }
}
