package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Line 16 of the contract: {@code sftp} goes on where a transfer ended. */
@InWorld
class SftpResumeTest {
  private static final int SIZE = 5_000_000;
  private static final int HALF = SIZE / 2 + 1;

  private final World world;
  private final Ssh ssh;
  private final byte[] bytes = new byte[SIZE];
  private final Path whole;
  private final Path half;

  SftpResumeTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
    new Random(SIZE).nextBytes(bytes);
    this.whole = world.machine().file("whole", bytes);
    this.half = world.machine().file("half", Arrays.copyOf(bytes, HALF));
  }

  @AfterEach
  void clear() {
    ssh.run("uploads", "clear").succeeded();
  }

  @Test
  void reputSendsTheRestAndRegetGetsIt() throws IOException {
    ssh.sftp("put " + half + " file", "reput " + whole + " file").succeeded();
    Path got = Files.copy(half, world.machine().newFile("got"));
    ssh.sftp("reget file " + got).succeeded();
    assertThat(Files.mismatch(got, whole)).isEqualTo(-1);
  }

  @Test
  void regetGoesOnAfterAGetThatBrokeOff() throws IOException {
    ssh.sftp("put " + whole + " file").succeeded();
    Path got = world.machine().newFile("got");
    try (Running slow = ssh.scpProgram("-l", "8000", ":file", got.toString()).start()) {
      await("some of it").until(() -> Files.exists(got) && Files.size(got) > 0);
      slow.signal("KILL");
    }
    assertThat(Files.size(got)).isLessThan(SIZE);
    ssh.sftp("reget file " + got).succeeded();
    assertThat(Files.mismatch(got, whole)).isEqualTo(-1);
  }

  @Test
  void ofAPutThatBrokeOffNothingIsThereToGoOnFrom() throws IOException {
    try (Running slow = ssh.scpProgram("-l", "8000", whole.toString(), ":file").start()) {
      await("some of it").until(() -> ssh.sftp("ls -l file").code() == 0);
      slow.signal("KILL");
    }
    await("it is given up").until(() -> ssh.sftp("ls -l file").code() != 0);
    assertThat(ssh.sftp("reput " + whole + " file").code()).isNotZero();
    Path got = world.machine().newFile("got");
    ssh.sftp("put " + whole + " file", "get file " + got).succeeded();
    assertThat(Files.mismatch(got, whole)).isEqualTo(-1);
  }
}
