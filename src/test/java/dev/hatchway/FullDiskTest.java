package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A disk under {@code var/} that is full, a real one: what needs it is refused, the rest goes on.
 */
@InWorld
class FullDiskTest {
  /** Far more than every buffer on the way, about 22 MB. */
  private static final int LAST = 3_000_000;

  private static final String WRITER =
      "echo $DYNO; until [ -e /tmp/go ]; do sleep 0.1; done; "
          + "seq 1 %d | tr '\\n' ' '; touch /tmp/written; exit 42".formatted(LAST);

  private static final String REASON =
      " !     the gateway's disk is full; its operator has to make room for its var/\n";

  /** One for each thing that was refused, and some more. */
  private static final int MOST_COMPLAINTS = 8;

  private final World world;
  private final Home home;
  private final Path disk;
  private final Path ballast;

  FullDiskTest(World world) throws IOException {
    this.world = world;
    this.home = Home.create(world.machine());
    this.disk = Files.createDirectories(home.folder().resolve("var"));
    this.ballast = disk.resolve("ballast");
    String[] words = {"mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()};
    world.machine().program(words).run().succeeded();
    world.app();
  }

  @AfterEach
  void unmount() {
    world.machine().program("umount", disk.toString()).run().succeeded();
  }

  @Test
  void aRunIsRefusedWithTheReasonAndEverythingElseGoesOn() throws IOException {
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app());
      String script = "echo hello; cat; while :; do sleep 0.1; done";
      String name = ssh.run("run", "-d", script).succeeded().out().strip();
      String process = name.substring(app().length() + 1);
      fill();
      Result refused = ssh.run("run", "true");
      assertThat(refused.code()).isEqualTo(125);
      assertThat(refused.err()).isEqualTo(REASON);
      assertThat(ssh.as(app() + "+run").run("true").err()).isEqualTo(REASON);
      assertThat(world.engine().oneOffs(app())).containsExactly(name);
      assertThat(ssh.run("enter", "web.1", "echo", "inside").out()).isEqualTo("inside\n");
      assertThat(ssh.run("ps", "--format", "names").out()).contains(process);
      assertThat(ssh.run("logs", "-q", process).out()).contains("hello");
      try (var attached = ssh.start("attach", process)) {
        attached.awaitOutput("hello");
        assertThat(ssh.run("stop", process, "--time", "1").code()).isZero();
        assertThat(attached.end().code()).isIn(137, 143);
      }
      assertThat(gateway.complaints()).isLessThan(MOST_COMPLAINTS);
      Files.delete(ballast);
      assertThat(ssh.run("run", "echo", "again").succeeded().out()).isEqualTo("again\n");
      world.engine().tried("rm", "-f", name);
    }
    world.engine().awaitNoOneOffs(app());
  }

  @Test
  void anUploadSaysWhyAndLeavesNoHalfFile() throws IOException {
    Path file =
        world.machine().file("dump", "select 1;\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app());
      ssh.scp(world.machine().file("first", new byte[1]).toString(), ":first").succeeded();
      fill();
      for (String option : new String[] {"-O", "-s"}) {
        Result refused = ssh.scp(option, file.toString(), ":dump");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("dump: the gateway's disk is full");
      }
      assertThat(ssh.run("uploads").out()).contains("first").doesNotContain("dump");
      assertThat(home.filesInVar()).noneMatch(path -> path.toString().contains("/parts/"));
      Files.delete(ballast);
      ssh.scp(file.toString(), ":dump").succeeded();
      assertThat(ssh.run("run", "wc", "-c", "/tmp/uploads/dump").out()).startsWith("200000 ");
    }
    world.engine().awaitNoOneOffs(app());
  }

  @Test
  void theProgramOfAClientThatLagsBehindWaitsAndLosesNothing() throws IOException {
    try (var gateway = TestGateway.start(home);
        var client = gateway.ssh(app()).command("run", WRITER).start()) {
      client.awaitOutput("\n");
      String container = app() + "." + client.outSoFar().strip();
      fill();
      client.signal("STOP");
      world.engine().docker("exec", container, "touch", "/tmp/go");
      await("its output cannot be kept")
          .until(() -> gateway.log().contains("cannot be kept in a file"));
      assertThat(isWritten(container)).isFalse();
      assertThat(gateway.ssh(app()).run("enter", "web.1", "echo", "on").out()).isEqualTo("on\n");
      client.signal("CONT");
      Result result = client.end();
      assertThat(Digest.ofFile(withoutFirstLine(result))).isEqualTo(Digest.ofNumbersUpTo(LAST));
      assertThat(result.code()).isEqualTo(42);
    }
    world.engine().awaitNoOneOffs(app());
  }

  /** Truncating stands for a disk that has failed meanwhile; the file has no name any more. */
  @Test
  void outputThatCannotBeReadBackIsNotSaidToBeAll() throws IOException {
    world.machine().program("mount", "-o", "remount,size=64m", disk.toString()).run().succeeded();
    try (var gateway = TestGateway.start(home);
        var client = gateway.ssh(app()).command("run", WRITER).start()) {
      client.awaitOutput("\n");
      String container = app() + "." + client.outSoFar().strip();
      client.signal("STOP");
      world.engine().docker("exec", container, "touch", "/tmp/go");
      await("all is written").until(() -> isWritten(container));
      gateway.truncateUnnamed(disk);
      client.signal("CONT");
      Result result = client.end();
      assertThat(result.code()).isEqualTo(125);
      assertThat(result.err())
          .contains(" !     the gateway cannot read back output that it kept on its disk");
    }
    world.engine().awaitNoOneOffs(app());
  }

  private String app() {
    return world.app().name();
  }

  private void fill() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(0);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  private boolean isWritten(String container) {
    String[] test = {"exec", container, "test", "-e", "/tmp/written"};
    Result result = world.engine().tried(test);
    return result.code() == 0 || !result.err().isEmpty();
  }

  private Path withoutFirstLine(Result result) {
    byte[] all = result.bytes();
    int start = 0;
    while (all[start] != '\n') {
      start++;
    }
    return world.machine().file("rest", Arrays.copyOfRange(all, start + 1, all.length));
  }
}
