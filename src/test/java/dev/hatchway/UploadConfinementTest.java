package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 19 of the contract as far as it is due: no file leaves the inbox, none is read outside. */
@InWorld
class UploadConfinementTest {
  private final World world;
  private final Ssh ssh;

  UploadConfinementTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @ParameterizedTest
  @CsvSource({
    "-s,../escaped",
    "-s,../../../../../../../../tmp/escaped",
    "-s,/tmp/escaped",
    "-s,a/../../escaped",
    "-O,../escaped",
    "-O,../../../../../../../../tmp/escaped",
    "-O,/tmp/escaped",
    "-O,a/../../escaped"
  })
  void aNameThatLeadsOutPutsNothingOutside(String protocol, String name) throws IOException {
    Path file = world.machine().file("source", "marked\n".getBytes(StandardCharsets.UTF_8));
    ssh.scp(protocol, file.toString(), ":" + name);
    assertNothingOutside();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void theMachinesFilesAreNotReplaced(String protocol) {
    String before = Digest.ofFile(Path.of("/etc/passwd"));
    Path file = world.machine().file("source", "marked\n".getBytes(StandardCharsets.UTF_8));
    assertThat(ssh.scp(protocol, file.toString(), ":/etc/passwd").code()).isNotZero();
    assertThat(Digest.ofFile(Path.of("/etc/passwd"))).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "-s,/etc/hostname", "-s,../../../../../../../../etc/hostname",
    "-O,/etc/hostname", "-O,../../../../../../../../etc/hostname"
  })
  void theMachinesFilesAreNotRead(String protocol, String name) {
    Path copy = world.machine().newFile("copy");
    assertThat(ssh.scp(protocol, ":" + name, copy.toString()).code()).isNotZero();
    assertThat(Files.exists(copy)).isFalse();
  }

  @Test
  void sftpCannotGoUp() throws IOException {
    Path file = world.machine().file("source", "marked\n".getBytes(StandardCharsets.UTF_8));
    Result result =
        ssh.sftp("-cd ..", "-cd ../..", "-cd /", "-put " + file + " escaped", "pwd", "-ls -a");
    assertThat(result.out()).doesNotContain("authorized_keys", "events.jsonl", "proc");
    ssh.sftp("-cd /etc", "-put " + file + " ../../../../tmp/escaped");
    assertNothingOutside();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ln -s /etc/passwd link", "ln -s ../../.. link"})
  void aLinkThatLeadsOutLeadsNowhere(String command) throws IOException {
    Path copy = world.machine().newFile("copy");
    Path file = world.machine().file("source", "marked\n".getBytes(StandardCharsets.UTF_8));
    ssh.sftp("-" + command, "-get link " + copy, "-put " + file + " link/escaped");
    assertThat(Files.exists(copy)).isFalse();
    assertNothingOutside();
  }

  @Test
  void nothingButTheInboxCanBeListed() {
    Result result = ssh.sftp("-ls -la /", "-ls -la /etc", "-ls -la ..");
    assertThat(result.out()).doesNotContain("passwd", "authorized_keys", "hatchway.yaml");
  }

  @Test
  void aBrokenOffUploadLeavesNoFileOfItsName() {
    Program upload =
        ssh.command("scp -t broken").reading("C0644 1000000 broken\nonly a part of it");
    assertThat(upload.run().code()).isNotZero();
    assertThat(ssh.run("run", "ls -A /tmp/uploads 2>/dev/null").out()).doesNotContain("broken");
  }

  /** The marked content is nowhere but in the source and below {@code var/uploads}. */
  private void assertNothingOutside() throws IOException {
    Path home = world.gateway().home().folder();
    assertThat(Files.exists(Path.of("/tmp/escaped"))).isFalse();
    assertThat(Files.exists(home.resolve("escaped"))).isFalse();
    assertThat(Files.exists(home.resolveSibling("escaped"))).isFalse();
    for (Path file : Home.files(home)) {
      if (Files.readString(file, StandardCharsets.ISO_8859_1).equals("marked\n")) {
        assertThat(file).startsWith(home.resolve("var/uploads"));
        String ownFolder = home.resolve("var/uploads").relativize(file).toString();
        assertThat(ownFolder.split("/", -1).length).isGreaterThanOrEqualTo(3);
      }
    }
  }
}
