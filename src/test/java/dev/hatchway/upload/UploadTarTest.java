package dev.hatchway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of a delivery, as the system's own {@code tar} reads it. */
final class UploadTarTest {
  private static final Instant TIME = Instant.parse("2026-11-21T10:00:07Z");
  private static final int USER = 1000;
  private static final int GROUP = 1001;

  @TempDir private Path folder;

  @Test
  void filesComeOutWithTheirBytesAndFoldersBeforeThem() throws Exception {
    byte[] large = new byte[3 * 1024 * 1024 + 7];
    new Random(1).nextBytes(large);
    Path out =
        extracted(
            folder("a", 0755),
            folder("a/empty", 0755),
            file("a/large", 0644, large),
            file("nothing", 0644, new byte[0]),
            file("one-block", 0644, new byte[TarHead.BLOCK]));
    assertThat(out.resolve("a/large")).hasBinaryContent(large);
    assertThat(out.resolve("a/empty")).isEmptyDirectory();
    assertThat(out.resolve("nothing")).isEmptyFile();
    assertThat(out.resolve("one-block")).hasBinaryContent(new byte[TarHead.BLOCK]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blank",
        "quote'\"s",
        "new\nline",
        "-rf",
        "tab\tand\\backslash",
        "naïve-文件-😀",
        " leading and trailing ",
        "%41",
        "a=b\n"
      })
  void aNameStaysWhatItIs(String name) throws Exception {
    Path out = extracted(file(name, 0644, "x".getBytes(UTF_8)));
    assertThat(names(out)).containsExactly(name);
  }

  @Test
  void namesOfEveryLengthAreWhole() throws Exception {
    List<Entry> entries = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    // The folder in front makes the limit of 100 bytes come early; 255 is the file system's.
    for (int length = 80; length <= 255; length += length < 105 ? 1 : 25) {
      String name = "n".repeat(length);
      entries.add(file(name, 0644, name.getBytes(UTF_8)));
      expected.add(name);
    }
    Path out = extracted(entries.toArray(Entry[]::new));
    assertThat(names(out)).containsExactlyInAnyOrderElementsOf(expected);
    for (String name : expected) {
      assertThat(out.resolve(name)).hasContent(name);
    }
  }

  @Test
  void aDeepPathIsWhole() throws Exception {
    String deep = String.join("/", Collections.nCopies(20, "ein-langer-Ordner-Ö"));
    List<Entry> entries = new ArrayList<>();
    for (int i = deep.indexOf('/'); i > 0; i = deep.indexOf('/', i + 1)) {
      entries.add(folder(deep.substring(0, i), 0755));
    }
    entries.add(file(deep, 0644, "deep".getBytes(UTF_8)));
    assertThat(extracted(entries.toArray(Entry[]::new)).resolve(deep)).hasContent("deep");
  }

  @Test
  void modesAndTimesAreTheFiles() throws Exception {
    Path out =
        extracted(
            folder("d", 0711),
            file("d/script", 0755, new byte[1]),
            file("secret", 0600, new byte[1]),
            file("all", 0777, new byte[1]));
    assertThat(mode(out.resolve("d"))).isEqualTo("rwx--x--x");
    assertThat(mode(out.resolve("d/script"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(out.resolve("secret"))).isEqualTo("rw-------");
    assertThat(mode(out.resolve("all"))).isEqualTo("rwxrwxrwx");
    assertThat(Files.getLastModifiedTime(out.resolve("secret")).toInstant()).isEqualTo(TIME);
    assertThat(Files.getLastModifiedTime(out.resolve("d")).toInstant()).isEqualTo(TIME);
  }

  @Test
  void aTimeBeforeTheEpochIsTheEpoch() throws Exception {
    Path source = source(new byte[0]);
    Entry old = new Entry("old", false, 0, 0644, Instant.parse("1950-01-01T00:00:00Z"), source);
    Path out = extracted(old);
    assertThat(Files.getLastModifiedTime(out.resolve("old")).toMillis()).isZero();
  }

  @Test
  void everythingBelongsToTheUserOfTheProgram() throws Exception {
    String list = listed(USER, GROUP, folder("d", 0755), file("d/f", 0640, new byte[5]));
    assertThat(list.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("drwxr-xr-x 1000/1001 +0 .* tmp/uploads/"),
            line -> assertThat(line).matches("drwxr-xr-x 1000/1001 +0 .* tmp/uploads/d/"),
            line -> assertThat(line).matches("-rw-r----- 1000/1001 +5 .* tmp/uploads/d/f"));
  }

  @Test
  void aUserWhoseNumberIsLargeIsStillTheSameUser() throws Exception {
    // 2,097,151 is the last that the field of the old format holds; platforms give far larger ones.
    for (long id : new long[] {2_097_151, 2_097_152, 1_000_680_000, 4_294_967_294L}) {
      assertThat(listed(id, id, file("f", 0644, new byte[1])).lines())
          .allMatch(line -> line.contains(" %d/%d ".formatted(id, id)));
    }
  }

  @Test
  void aSizeAboveEightGibibytesIsSaidInTheHead() throws Exception {
    for (long size : new long[] {0, (8L << 30) - 1, 8L << 30, 5L << 40}) {
      byte[] head = new TarHead(USER, GROUP).of("dump", TarHead.Type.FILE, size, 0644, 0);
      // Without the bytes that follow tar complains, but lists what the head says first.
      Path archive = Files.write(folder.resolve("head.tar"), head);
      assertThat(tar("-tvf", archive.toString()).output())
          .contains(" " + size + " ")
          .contains(" dump");
    }
  }

  @Test
  void readingByteByByteGivesTheSame() throws Exception {
    Entry entry = file("f", 0644, new byte[] {1, -1, 0, 5});
    byte[] whole;
    try (var tar = new UploadTar(List.of(entry), USER, GROUP)) {
      whole = tar.readAllBytes();
    }
    assertThat(whole.length % TarHead.BLOCK).isZero();
    byte[] single = new byte[whole.length];
    try (InputStream tar = new UploadTar(List.of(entry), USER, GROUP)) {
      for (int i = 0; i < single.length; i++) {
        single[i] = (byte) tar.read();
      }
      assertThat(tar.read()).isEqualTo(-1);
    }
    // The folder in front has the time of the delivery, which may be a second later.
    int first = TarHead.BLOCK;
    assertThat(Arrays.copyOfRange(single, first, single.length))
        .isEqualTo(Arrays.copyOfRange(whole, first, whole.length));
  }

  private Entry folder(String path, int mode) {
    return new Entry(path, true, 0, mode, TIME, folder);
  }

  private Entry file(String path, int mode, byte[] bytes) throws IOException {
    return new Entry(path, false, bytes.length, mode, TIME, source(bytes));
  }

  private Path source(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "source", ""), bytes);
  }

  /** Unpacks a delivery and returns what became of {@code /tmp/uploads}. */
  private Path extracted(Entry... entries) throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Path archive = archive(USER, GROUP, entries);
    Listing result = tar("--no-same-owner", "-xpf", archive.toString(), "-C", out.toString());
    assertThat(result).isEqualTo(new Listing(0, ""));
    return out.resolve("tmp/uploads");
  }

  private String listed(long user, long group, Entry... entries) throws Exception {
    Listing result = tar("--numeric-owner", "-tvf", archive(user, group, entries).toString());
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  private Path archive(long user, long group, Entry... entries) throws IOException {
    Path archive = Files.createTempFile(folder, "uploads", ".tar");
    try (var tar = new UploadTar(List.of(entries), user, group);
        var out = Files.newOutputStream(archive)) {
      tar.transferTo(out);
    }
    return archive;
  }

  private static Listing tar(String... words) throws Exception {
    List<String> command = Stream.concat(Stream.of("tar"), Stream.of(words)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Listing(process.waitFor(), output);
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** What {@code tar} said, and how it ended. */
  private record Listing(int code, String output) {}
}
