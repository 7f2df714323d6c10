package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Line 16 of the contract: an inbox that is mounted by {@code sshfs} is a folder as any other. */
@InWorld
class SshfsTest {
  /** Enough to meet the moment after a file is closed here and before it is closed there. */
  private static final int ROUNDS = 300;

  private final World world;
  private final Ssh ssh;
  private final SshfsFiles sshfs;

  SshfsTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
    this.sshfs = new SshfsFiles(ssh);
  }

  @AfterEach
  void clear() {
    ssh.run("uploads", "clear").succeeded();
  }

  @Test
  void filesAreWrittenAppendedToCutAndRenamed() throws IOException {
    try (var mounted = sshfs.mount("")) {
      Path file = mounted.folder().resolve("it's a file");
      Files.writeString(file, "first\n");
      Files.writeString(file, "second\n", StandardOpenOption.APPEND);
      assertThat(file).hasContent("first\nsecond\n");
      try (var open = new RandomAccessFile(file.toFile(), "rw")) {
        open.seek("first\n".length());
        open.write("SECOND\nthird\n".getBytes(StandardCharsets.UTF_8));
        open.seek(0);
        assertThat(open.readLine()).isEqualTo("first");
      }
      assertThat(file).hasContent("first\nSECOND\nthird\n");
      try (var open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength("first\n".length());
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx--x---"));
      Files.move(file, mounted.folder().resolve("other"));
    }
    Path got = world.machine().newFile("got");
    ssh.sftp("get -p other " + got, "rm other").succeeded();
    assertThat(got).hasContent("first\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(got)))
        .isEqualTo("rwx--x---");
  }

  @Test
  void aFileThatWasJustClosedIsRenamedReadAndRemoved() throws IOException {
    try (var mounted = sshfs.mount("")) {
      Path draft = mounted.folder().resolve("draft");
      Path file = mounted.folder().resolve("file");
      for (int round = 0; round < ROUNDS; round++) {
        String text = "round " + round;
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(Files.readString(file)).isEqualTo(text);
        Files.writeString(file, text + " again");
        assertThat(Files.readString(file)).isEqualTo(text + " again");
        Files.writeString(draft, text);
        Files.delete(draft);
        assertThat(draft).doesNotExist();
      }
    }
  }

  @Test
  void foldersAreMadeRenamedAndRemoved() throws IOException {
    try (var mounted = sshfs.mount("")) {
      Path folder = Files.createDirectories(mounted.folder().resolve("a/b/c"));
      Files.writeString(folder.resolve("file"), "deep\n");
      Files.move(mounted.folder().resolve("a"), mounted.folder().resolve("z"));
      assertThat(mounted.folder().resolve("z/b/c/file")).hasContent("deep\n");
      Files.delete(mounted.folder().resolve("z/b/c/file"));
      Files.delete(mounted.folder().resolve("z/b/c"));
      assertThat(mounted.folder().resolve("z/b")).isEmptyDirectory();
    }
    assertThat(ssh.run("uploads").out()).contains("z/");
  }
}
