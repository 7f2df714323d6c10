package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Line 20 of the contract: what nobody fetches expires, the quota is kept, and both say so. */
@InWorld
class UploadExpiryTest {
  private final World world;
  private final Home home;

  UploadExpiryTest(World world) {
    this.world = world;
    this.home = Home.create(world.machine());
    world.app();
  }

  @Test
  void whatNobodyFetchesExpiresAndItsUserIsToldOnceAtTheNextContact() {
    home.settings("uploads: {expiry: 2s}\n");
    String gone =
        " !     dump.sql \\(8 B\\) expired [0-9]+[sm] ago; uploads wait 2s for the next one-off\n";
    Path copy = world.machine().newFile("copy");
    try (var gateway = TestGateway.start(home)) {
      Ssh runs = sender(gateway);
      Ssh lists = sender(gateway);
      Ssh copies = sender(gateway);
      Ssh copiesTheOldWay = sender(gateway);
      await("without any contact").atMost(Machine.LIMIT).until(() -> inInboxes().isEmpty());
      assertThat(runs.run("run", "-q", "ls -A /tmp").err()).matches(gone);
      assertThat(lists.run("uploads").err())
          .matches(gone + "-----> no uploads wait; scp FILE .*@HOST: sends one\n");
      assertThat(copies.scp(":dump.sql", copy.toString()).err()).containsPattern(gone);
      assertThat(copiesTheOldWay.scp("-O", ":dump.sql", copy.toString()).err())
          .containsPattern(gone);
      for (Ssh each : List.of(runs, lists, copies, copiesTheOldWay)) {
        assertThat(each.run("uploads").err()).doesNotContain("expired");
      }
    }
    assertThat(home.filesInVar()).noneMatch(path -> path.toString().contains("/uploads/"));
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void aClockThatIsSetForwardTakesNothingAwayAndTimeThatPassedDoes() {
    Path shift = world.machine().file("clock", "PT0S".getBytes(StandardCharsets.UTF_8));
    try (var gateway = TestGateway.start(home, MovedClockGateway.program(home, shift))) {
      Ssh ssh = gateway.ssh(world.app().name());
      ssh.scp(file(8), ":dump.sql").succeeded();
      move(shift, "PT25H30M");
      assertThat(ssh.run("uploads").out()).contains("dump.sql");
      move(shift, "PT0S");
      assertThat(ssh.run("uploads").out()).contains("dump.sql");
    }
    move(shift, "PT25H30M");
    try (var gateway = TestGateway.start(home, MovedClockGateway.program(home, shift))) {
      Result result = gateway.ssh(world.app().name()).run("uploads");
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .startsWith(
              " !     dump.sql (8 B) expired 1h ago; uploads wait 24h for the next one-off\n");
    }
  }

  @Test
  void theQuotaStopsAFileWhileItIsWrittenAndSaysSo() {
    home.settings("uploads: {quota: 1MiB}\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name());
      ssh.scp(file(600_000), ":first").succeeded();
      for (String option : List.of("-s", "-O")) {
        Result refused = ssh.scp(option, file(600_000), ":second");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("second: quota of 1 MiB exceeded");
        assertThat(inInboxes()).hasSize(1).allMatch(path -> path.endsWith("first"));
      }
      ssh.run("uploads", "rm", "first").succeeded();
      ssh.scp(file(600_000), ":second").succeeded();
    }
  }

  /** Somebody who has sent a file and not been back since. */
  private Ssh sender(TestGateway gateway) {
    Path key = home.newUser("sender" + world.machine().newNumber());
    Ssh ssh = gateway.ssh(world.app().name()).with(key);
    ssh.scp(file(8), ":dump.sql").succeeded();
    return ssh;
  }

  private String file(int size) {
    return world.machine().file("source", new byte[size]).toString();
  }

  /** Whole files and parts of files. */
  private List<Path> inInboxes() {
    return home.filesInVar().stream()
        .filter(path -> path.toString().matches(".*/uploads/.*/(files|parts|trash)/.*"))
        .toList();
  }

  private static void move(Path shift, String time) {
    try {
      Files.writeString(shift, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
