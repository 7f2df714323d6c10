package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Line 22 of the contract: what cannot be recorded does not start. The full disk is a real one. */
@InWorld
class UnrecordedTest {
  private static final int NOT_RECORDED = 254;

  /** Some lines more fit while the last page is filled up, and each end of a row is told. */
  private static final int MOST_COMPLAINTS = 12;

  private static final String REASON =
      " !     this session could not be recorded, so it does not start; tell whoever runs this"
          + " gateway\n";

  private final World world;
  private final String app;
  private final Home home;
  private final Path disk;
  private final Path ballast;

  UnrecordedTest(World world) throws IOException {
    this.world = world;
    this.app = world.app().name();
    this.home = Home.create(world.machine());
    this.disk = Files.createDirectories(home.folder().resolve("var/audit"));
    this.ballast = disk.resolve("ballast");
    String[] words = {"mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()};
    world.machine().program(words).run().succeeded();
  }

  @AfterEach
  void unmount() {
    world.machine().program("umount", disk.toString()).run().succeeded();
  }

  @Test
  void nothingStartsWhateverItIsUntilThereIsRoom() throws IOException {
    Path file = world.machine().file("f", new byte[10]);
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app);
      fill(ssh);
      assertRefused(ssh.run("run", "true"));
      assertRefused(ssh.run("run", "-d", "sleep", "100"));
      assertRefused(ssh.run("enter", "web.1", "touch", "/tmp/started"));
      assertRefused(ssh.as(app + "+web.1").run("touch /tmp/started"));
      assertRefused(ssh.as(app + "+run").run("true"));
      assertRefused(ssh.run("ps"));
      assertRefused(ssh.run("help"));
      assertRefused(ssh.run("nonsense"));
      assertRefused(ssh.as("hatchway").run("whoami"));
      assertRefused(ssh.with("-s").run("sftp"));
      assertThat(ssh.scp("-O", file.toString(), ":f").err()).contains(REASON.strip());
      assertThat(world.engine().oneOffs(app)).isEmpty();
      String web = world.app().container("web", 1);
      assertThat(world.engine().tried("exec", web, "test", "-e", "/tmp/started").code())
          .isEqualTo(1);
      assertThat(gateway.complaints()).isLessThan(MOST_COMPLAINTS);
      Files.delete(ballast);
      assertThat(ssh.run("uploads").succeeded().out()).doesNotContain("f");
      assertThat(ssh.run("run", "echo", "again").succeeded().out()).isEqualTo("again\n");
    }
    verify();
    world.engine().awaitNoOneOffs(app);
  }

  @Test
  void aSessionWhoseEndCannotBeRecordedEndsWithThatCodeAndTellsItsOwn() throws IOException {
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app);
      try (var running = ssh.command("run", "echo up; cat; exit 3").readingPipe().start()) {
        running.awaitOutput("up");
        fill(ssh);
        running.closeInput();
        var ended = running.end();
        assertThat(ended.err())
            .contains(
                "the end of this session could not be recorded; without that its code were 3");
        assertThat(ended.code()).isEqualTo(NOT_RECORDED);
      }
      Files.delete(ballast);
    }
    verify();
    world.engine().awaitNoOneOffs(app);
  }

  @Test
  void aFileThatCannotBeRecordedIsTheLastOfItsSession() throws Exception {
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(app);
      try (var scp = ssh.command("scp", "-t", ".").readingPipe().start()) {
        await().until(() -> scp.outSoFar().length() == 1);
        fill(ssh);
        scp.type("C0644 1 first\nx\0C0644 1 second\ny\0");
        Result ended = scp.end();
        assertThat(ended.out()).contains("the transfer could not be recorded");
        assertThat(ended.code()).isEqualTo(NOT_RECORDED);
      }
      Files.delete(ballast);
      assertThat(ssh.run("uploads").out()).doesNotContain("second");
    }
    verify();
  }

  @Test
  void aGatewayThatCannotRecordItsStartDoesNotStart() throws IOException {
    writeBallast();
    Result result = TestGateway.serve(home).run();
    assertThat(result.code()).isEqualTo(125);
    assertThat(result.err()).contains("No space left on device").doesNotContain("\tat ");
  }

  private static void assertRefused(Result result) {
    assertThat(result.err()).isEqualTo(REASON);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(NOT_RECORDED);
  }

  /** In the last page of the file there may be room for some lines more. */
  private void fill(Ssh ssh) {
    writeBallast();
    await().until(() -> ssh.run("version").code() == NOT_RECORDED);
    await().until(() -> ssh.run("help", "x".repeat(100)).code() == NOT_RECORDED);
  }

  private void writeBallast() {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  private void verify() {
    String[] words = {"audit", "verify", "--home", home.folder().toString()};
    TestGateway.hatchway(world.machine(), List.of(words)).run().succeeded();
  }
}
