package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Line 17 of the contract: files are in {@code /tmp/uploads} whatever production has mounted there,
 * for a program that may write them and the folder, and nothing of it stays.
 */
@InWorld
class UploadMountTest {
  /** Reads the file, writes beside it and over it, and tells whose the folder is. */
  private static final String USE =
      "cat /tmp/uploads/dump.sql && echo more >>/tmp/uploads/dump.sql && touch /tmp/uploads/new"
          + " && ls /tmp/uploads && stat -c '%u %g %a' /tmp/uploads /tmp/uploads/dump.sql";

  private final World world;
  private final String app;
  private final String volume;
  private final Path bound;
  private final Ssh ssh;

  UploadMountTest(World world) {
    this.world = world;
    this.app = world.engine().named("mounts");
    this.volume = world.engine().named("shared");
    this.bound = world.machine().folder("bound");
    this.ssh = world.newcomer().as(app);
    world.engine().docker("volume", "create", "--label", world.engine().label(), volume);
  }

  @AfterEach
  void remove() {
    world.engine().awaitNoOneOffs(app);
    world.engine().docker("rm", "-f", app);
    world.engine().docker("volume", "rm", volume);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tmpfs /tmp",
        "--mount type=tmpfs,destination=/tmp",
        "--tmpfs /tmp/uploads",
        "--read-only",
        "--read-only --tmpfs /tmp",
        "--read-only --volume /tmp",
        "--volume VOLUME:/tmp",
        "--volume VOLUME:/tmp/uploads",
        "--mount type=volume,source=VOLUME,destination=/tmp/uploads",
        "--volume BOUND:/tmp",
        "--volume BOUND:/tmp/uploads:ro",
        "--volume /tmp/uploads"
      })
  void theFilesAreThereAndNothingOfThemStays(String mount) throws Exception {
    start(mount, "app");
    send();
    String mode = "1000 1000 755\n1000 1000 644\n";
    assertThat(ssh.run("run", USE).out()).isEqualTo("content\ndump.sql\nnew\n" + mode);
    assertThat(ssh.run("run", "cat /tmp/uploads/* 2>/dev/null").out()).isEmpty();
    assertThat(world.engine().tried("exec", app, "cat", "/tmp/uploads/dump.sql").code())
        .isNotZero();
    assertThat(Home.files(bound)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "1000", "2000:3000", "app:1000", "root"})
  void theyAreTheUsers(String user) throws Exception {
    start("--read-only", user);
    send();
    assertThat(ssh.run("run", USE).out()).startsWith("content\ndump.sql\nnew\n");
    send();
    assertThat(ssh.run("run", "-u", "4000", USE).out()).contains("4000 0 755\n4000 0 644\n");
  }

  @Test
  void theVolumeGoesWithTheContainerAlsoIfTheGatewayWasKilled() throws Exception {
    start("--tmpfs /tmp", "app");
    Home home = Home.create(world.machine()).settings("run: {reattach-grace: 1s}\n");
    String ended;
    try (var gateway = TestGateway.start(home)) {
      Ssh there = gateway.ssh(app);
      there.scp(file(), ":dump.sql").succeeded();
      try (var client = there.command("run", "echo begun; exec cat").readingPipe().start()) {
        client.awaitOutput("begun");
        ended = anonymousVolume();
        client.closeInput();
        assertThat(client.end().code()).isZero();
      }
      await("volume " + ended).atMost(Machine.LIMIT).until(() -> isGone(ended));
      there.scp(file(), ":dump.sql").succeeded();
      try (var client = there.command("run", "echo begun; exec cat").readingPipe().start()) {
        client.awaitOutput("begun");
        String killed = anonymousVolume();
        gateway.kill();
        try (var _ = TestGateway.start(home)) {
          await("volume " + killed).atMost(Machine.LIMIT).until(() -> isGone(killed));
        }
      }
    }
  }

  @Test
  void withoutFilesThereIsNoVolumeOfOurs() throws Exception {
    start("--tmpfs /tmp", "app");
    assertThat(ssh.run("run", "ls /tmp").out()).isEmpty();
    send();
    assertThat(ssh.run("run", "--no-uploads", "ls /tmp").out()).isEmpty();
    assertThat(ssh.run("run", "ls /tmp").out()).isEqualTo("uploads\n");
  }

  /** Where nothing can be mounted, the one-off cannot start, and the files are still there. */
  @Test
  void inAFolderOfOthersThatIsReadOnlyTheyWaitOn() throws Exception {
    start("--volume BOUND:/tmp:ro", "app");
    send();
    assertThat(ssh.run("run", "true").code()).isNotZero();
    assertThat(ssh.run("uploads").out()).contains("dump.sql");
    assertThat(ssh.run("run", "--no-uploads", "echo", "goes").out()).isEqualTo("goes\n");
  }

  @Test
  void aSharedOneOffOfAConnectionHasThemToo() throws Exception {
    start("--read-only --tmpfs /tmp", "app");
    send();
    assertThat(ssh.as(app + "+run").run("cat /tmp/uploads/dump.sql").out()).isEqualTo("content\n");
  }

  private void start(String mount, String user) throws Exception {
    List<String> options = new ArrayList<>(List.of("--user", user));
    for (String word : mount.split(" ", -1)) {
      options.add(word.replace("VOLUME", volume).replace("BOUND", bound.toString()));
    }
    Files.setAttribute(bound, "unix:mode", 01777);
    String image = world.images().busybox();
    SampleApp.started(
        world.engine(), app, OtherApps.own(app, "web", 1), options, image, SampleApp.IDLE);
    await().atMost(Machine.LIMIT).until(() -> ssh.run("ps").out().contains("web.1"));
  }

  private void send() {
    ssh.scp(file(), ":dump.sql").succeeded();
  }

  private String file() {
    byte[] content = "content\n".getBytes(StandardCharsets.UTF_8);
    return world.machine().file("dump", content).toString();
  }

  /** The volume at {@code /tmp/uploads} of the app's only one-off. */
  private String anonymousVolume() {
    String oneOff = world.engine().oneOffs(app).getFirst();
    return world
        .engine()
        .docker(
            "inspect",
            "-f",
            "{{range .Mounts}}{{if eq .Destination \"/tmp/uploads\"}}{{.Name}}{{end}}{{end}}",
            oneOff);
  }

  private boolean isGone(String name) {
    return world.engine().tried("volume", "inspect", name).code() != 0;
  }
}
