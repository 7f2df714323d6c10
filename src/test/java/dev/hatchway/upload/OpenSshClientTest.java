package dev.hatchway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of OpenSSH, unmodified, with a program in place of {@code ssh}. */
final class OpenSshClientTest {
  private static final Instant OLD = Instant.parse("2020-02-29T12:34:56Z");
  private static final long QUOTA = 64L << 20;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path work;
  private Path files = Path.of("");

  /** How a client ended and what it printed. */
  private record Result(int code, String output) {}

  @BeforeEach
  void makeFolders() throws IOException {
    files = work.resolve("root/shop/alice/files");
    String script =
        """
        #!/bin/sh
        LC_ALL=C.UTF-8 exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' \
          dev.hatchway.upload.TransferProgram '%s' %d "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                work.resolve("root"),
                QUOTA);
    Path program = Files.writeString(work.resolve("program"), script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void scpPutsAFileWithModeAndTimeAndGetsItBack(String protocol) throws Exception {
    Path source = random("dump.sql", 3_000_001);

    assertThat(scp(protocol, "-p", source.toString(), "shop@host:")).isEqualTo(done());
    assertThat(scp(protocol, "-p", "shop@host:dump.sql", work + "/back")).isEqualTo(done());

    assertThat(files.resolve("dump.sql")).hasSameBinaryContentAs(source);
    for (Path copy : List.of(files.resolve("dump.sql"), work.resolve("back"))) {
      assertThat(copy).hasSameBinaryContentAs(source);
      assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(OLD);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("r-xr-----");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void scpPutsATreeWithAnyNamesAndGetsItBack(String protocol) throws Exception {
    Path tree = work.resolve("tree/inner folder");
    Files.createDirectories(tree.resolve("deep"));
    for (String name : List.of("it's \"quoted\"", "back\\slash $HOME `id` *", "-rf", "a:b")) {
      Files.writeString(tree.resolve(name), name);
    }
    Files.createFile(tree.resolve("empty"));

    assertThat(scp(protocol, "-rp", work + "/tree", "shop@host:/tmp/uploads/")).isEqualTo(done());
    assertThat(scp(protocol, "-rp", "shop@host:tree", work + "/back")).isEqualTo(done());

    assertThat(names(files.resolve("tree"))).isEqualTo(names(work.resolve("tree")));
    assertThat(names(work.resolve("back"))).isEqualTo(names(work.resolve("tree")));
    assertThat(work.resolve("back/inner folder/it's \"quoted\"")).hasContent("it's \"quoted\"");
  }

  @Test
  void namesWithNewlinesAndOfAnyScriptArriveAsTheyAre() throws Exception {
    // The JVM of the test may run in a locale that cannot name such files, so a shell does it.
    assertThat(run("sh", "-c", "cd '%s' && printf x > 'snø\nмир 文.txt'".formatted(work)).code())
        .isZero();

    assertThat(run("sh", "-c", "cd '%s' && scp -S ./program sn* shop@host:".formatted(work)))
        .isEqualTo(done());

    String check = "cd '%s' && test -f 'snø\nмир 文.txt'".formatted(files);
    assertThat(run("sh", "-c", check).code()).isZero();
  }

  @Test
  void sftpDoesAllThatItCan() throws Exception {
    random("dump.sql", 1_000_000);
    Result result =
        sftp(
            """
            lcd %s
            pwd
            mkdir "a folder"
            put dump.sql "a folder/copy"
            cd "a folder"
            chmod 600 copy
            ls -l
            rename copy moved
            get moved got
            put dump.sql second
            rm second
            df
            cd ..
            mkdir empty
            rmdir empty
            """
                .formatted(work));

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("Remote working directory: /tmp/uploads")
        .containsPattern("-rw-------.* 1000000 .*copy");
    assertThat(names(files)).containsExactly("", "a folder", "a folder/moved");
    assertThat(work.resolve("got")).hasSameBinaryContentAs(work.resolve("dump.sql"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void whatExceedsTheQuotaIsRefusedInWordsAndLeavesNothing(String protocol) throws Exception {
    Path large = random("large", (int) QUOTA + 1);

    Result result = scp(protocol, large.toString(), "shop@host:");

    assertThat(result.code()).isNotZero();
    assertThat(result.output()).contains("quota of 64 MiB exceeded");
    assertThat(names(files)).containsExactly("");
    assertThat(names(work.resolve("root/shop/alice/parts"))).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../../x", "web.1:/tmp/", "/tmp/uploads/../x"})
  void whatIsNotInTheInboxIsRefusedInWords(String target) throws Exception {
    Path source = random("file", 10);
    for (String protocol : List.of("-s", "-O")) {
      Result result = scp(protocol, source.toString(), "shop@host:" + target);

      assertThat(result.code()).isNotZero();
      assertThat(result.output())
          .containsAnyOf("uploads go to /tmp/uploads", "outside the inbox", "unsupported");
    }
    assertThat(names(work.resolve("root/shop"))).doesNotContain("x", "alice/x");
  }

  private Path random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(work.resolve(name), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-----"));
    Files.setLastModifiedTime(file, FileTime.from(OLD));
    return file;
  }

  private Result scp(String protocol, String... words) throws Exception {
    return run(
        Stream.concat(
                Stream.of("scp", protocol, "-q", "-S", work + "/program"), Arrays.stream(words))
            .toArray(String[]::new));
  }

  private Result sftp(String batch) throws Exception {
    Path file = Files.writeString(work.resolve("batch"), batch);
    return run("sftp", "-S", work + "/program", "-b", file.toString(), "shop@host");
  }

  private Result run(String... words) throws Exception {
    File output = Files.createTempFile(work, "output", ".txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(output.toPath()));
  }

  private static Result done() {
    return new Result(0, "");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var found = Files.walk(folder)) {
      return found.map(path -> folder.relativize(path).toString()).sorted().toList();
    }
  }
}
