package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 18 of the contract: into and out of any container that one may enter. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerFilesTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String IDLE = "exec sleep 100000";

  private final World world;
  private final OwnApp app;

  ContainerFilesTest(World world) {
    this.world = world;
    this.app = OwnApp.in(world);
  }

  @BeforeAll
  void start() {
    app.start("web.1", IDLE, "--user", "app", "--workdir", "/srv");
    app.start("memory.1", IDLE, "--user", "app", "--tmpfs", "/tmp:mode=1777");
    app.start("sealed.1", IDLE, "--read-only", "--volume", "/data");
    app.start("ended.1", "mkdir /app; echo kept >/app/out.csv", "--user", "0");
    await().atMost(Machine.LIMIT).until(() -> ssh().run("ps", "-a").out().contains("ended.1"));
    await().atMost(Machine.LIMIT).until(() -> ssh().run("enter", "sealed.1", "true").code() == 0);
  }

  @AfterAll
  void remove() {
    app.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-s,:web.1:/tmp/", "-O,:web.1:/tmp/",
    "-s,:memory.1:/tmp/", "-O,:memory.1:/tmp/",
    "-s,:sealed.1:/data/", "-O,:sealed.1:/data/",
    "-s,:ended.1:/tmp/", "-O,:ended.1:/tmp/"
  })
  void aFileGoesInAndComesOutWithModeAndTime(String protocol, String folder) throws IOException {
    Path file = file("it's a $(file)*", random(2 * MEBIBYTE + 17));
    mode(file, "rwxr-x--x");
    Files.setLastModifiedTime(file, LONG_AGO);
    ssh().scp(protocol, "-p", file.toString(), folder).succeeded();
    Path back = world.machine().folder("back");
    String there = protocol.equals("-O") ? "it\\'s\\ a\\ \\$\\(file\\)\\*" : "it's a $(file)*";
    ssh().scp(protocol, "-p", folder + there, back.toString()).succeeded();
    Path got = back.resolve(file.getFileName());
    assertThat(Digest.ofFile(got)).isEqualTo(Digest.ofFile(file));
    assertThat(Files.getPosixFilePermissions(got)).isEqualTo(Files.getPosixFilePermissions(file));
    assertThat(Files.getLastModifiedTime(got)).isEqualTo(LONG_AGO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aLoginToAProcessHasItsFiles(String protocol) {
    Ssh web = ssh().as(app.name() + "+web.1");
    web.scp(protocol, text("direct\n").toString(), ":/tmp/direct" + protocol).succeeded();
    assertThat(inWeb("cat", "/tmp/direct" + protocol)).isEqualTo("direct\n");
    Path back = world.machine().newFile("back");
    web.scp(protocol, ":index.html", back.toString()).succeeded();
    assertThat(back).content().isEqualTo("hello from web\n");
  }

  @Test
  void aConnectionWithItsOwnOneOffHasFilesToo() {
    Path back = world.machine().newFile("back");
    ssh().as(app.name() + "+run").scp(":/etc/passwd", back.toString()).succeeded();
    assertThat(back).content().contains("app:x:1000");
  }

  @Test
  void whatIsNewBelongsToTheUserAndWhatIsReplacedKeepsOwnerAndMode() {
    String folder = newFolder();
    ssh().scp(text("one").toString(), ":web.1:" + folder + "/new").succeeded();
    assertThat(inWeb("stat", "-c", "%u:%g", folder + "/new")).isEqualTo("1000:1000\n");
    asRoot("echo root >%s/old; chmod 640 %s/old".formatted(folder, folder));
    ssh().scp(text("two").toString(), ":web.1:" + folder + "/old").succeeded();
    assertThat(inWeb("stat", "-c", "%u:%g=%a", folder + "/old")).isEqualTo("0:0=640\n");
    assertThat(asRoot("cat %s/old".formatted(folder))).isEqualTo("two");
  }

  @Test
  void aTreeGoesInAndComesOut() throws IOException {
    Path tree = world.machine().folder("tree");
    List<String> names = List.of("a b", "quote'\"", "ünïcödé ✓", "-dash", "$(x) `y`", "new\nline");
    for (String name : names) {
      Path folder = Files.createDirectories(tree.resolve(name));
      for (int number = 0; number < 10; number++) {
        Files.writeString(folder.resolve(name + number), name + number);
      }
    }
    String folder = newFolder();
    ssh().scp("-r", tree.toString(), ":web.1:" + folder + "/in").succeeded();
    Path back = world.machine().newFile("back");
    ssh().scp("-r", ":web.1:" + folder + "/in", back.toString()).succeeded();
    assertThat(contents(back)).isEqualTo(contents(tree)).hasSize(60);
  }

  /** Links are of the container, and rsync is not in its image. */
  @Test
  void rsyncGoesInAndComesOut() throws IOException {
    Path tree = world.machine().folder("tree");
    Files.createDirectories(tree.resolve("a b/c"));
    Files.writeString(tree.resolve("a b/c/it's"), "one");
    Files.writeString(tree.resolve("a b/two"), "two");
    Files.setLastModifiedTime(tree.resolve("a b/two"), LONG_AGO);
    String folder = newFolder();
    rsync(tree + "/", app.name() + "@127.0.0.1:web.1:" + folder + "/");
    assertThat(inWeb("stat", "-c", "%Y=%u", folder + "/a b/two".replace(" ", "\\ ")))
        .isEqualTo(LONG_AGO.to(TimeUnit.SECONDS) + "=1000\n");
    Path back = world.machine().folder("back");
    rsync(app.name() + "+web.1@127.0.0.1:" + folder + "/", back + "/");
    assertThat(contents(back)).isEqualTo(contents(tree)).hasSize(2);
  }

  private void rsync(String from, String to) {
    List<String> command = ssh().command().words();
    String shell = String.join(" ", command.subList(0, command.size() - 1));
    world.machine().program("rsync", "-a", "--no-links", "-e", shell, from, to).run().succeeded();
  }

  @Test
  void sftpIsAtHomeInAContainer() {
    String folder = newFolder();
    String at = "web.1:" + folder;
    Path back = world.machine().newFile("back");
    Result result =
        ssh()
            .sftp(
                "cd " + at,
                "pwd",
                "mkdir sub",
                "put " + text("first") + " sub/one",
                "rename sub/one sub/two",
                "ln -s two sub/link",
                "chmod 600 sub/two",
                "ls -l sub",
                "get sub/link " + back,
                "rm sub/link",
                "rm sub/two",
                "rmdir sub",
                "ls")
            .succeeded();
    assertThat(result.out()).contains("/web.1:" + folder).contains("-rw-------");
    assertThat(back).content().isEqualTo("first");
    assertThat(inWeb("ls", folder)).isEmpty();
  }

  @Test
  void aTransferGoesOnWhereItBrokeOff() throws IOException {
    byte[] bytes = random(300_000);
    String there = newFolder() + "/large";
    byte[] half = Arrays.copyOf(bytes, 100_000);
    Path whole = file("whole", bytes);
    ssh().scp(file("half", half).toString(), ":web.1:" + there).succeeded();
    ssh().sftp("reput " + whole + " web.1:" + there).succeeded();
    Path back = file("back", half);
    ssh().sftp("reget web.1:" + there + " " + back).succeeded();
    assertThat(Digest.ofFile(back)).isEqualTo(Digest.ofFile(whole));
  }

  @Test
  void nothingIsNeededInTheImage() {
    Ssh there = world.gateway().ssh(world.others().bare());
    there.scp(text("into\n").toString(), ":job.1:/etc/new").succeeded();
    Path back = world.machine().newFile("back");
    there.scp(":job.1:/etc/new", back.toString()).succeeded();
    assertThat(back).content().isEqualTo("into\n");
    assertThat(there.sftp("ls job.1:/bin").succeeded().out()).contains("sleep", "cat", "true");
    there.sftp("mkdir job.1:/etc/sub", "chmod 700 job.1:/etc/new", "ln -s a job.1:/etc/b");
    assertThat(there.sftp("ls -l job.1:/etc").out()).contains("-rwx------", "drwxr-xr-x", "b");
    Result refused = there.sftp("rm job.1:/etc/new");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("/etc/new: operation unsupported: it needs `rm`, which the image does not have");
  }

  @Test
  void aContainerThatHasEndedGivesAndTakesButCannotRemove() {
    Path back = world.machine().newFile("back");
    ssh().scp(":ended.1:/app/out.csv", back.toString()).succeeded();
    assertThat(back).content().isEqualTo("kept\n");
    assertThat(ssh().sftp("ls ended.1:/app").out()).contains("out.csv");
    assertThat(ssh().sftp("rm ended.1:/app/out.csv").err())
        .contains("operation unsupported: the container does not run");
  }

  @Test
  void aKeptOneOffGivesItsFiles() {
    String run =
        ssh()
            .run("run", "--keep", "-d", "mkdir /tmp/app; echo 1,2 >/tmp/app/out.csv")
            .out()
            .strip();
    String target = run.substring(run.indexOf(".run.") + 1);
    ssh().run("wait", target).succeeded();
    Path back = world.machine().newFile("back");
    ssh().scp(":" + target + ":/tmp/app/out.csv", back.toString()).succeeded();
    assertThat(back).content().isEqualTo("1,2\n");
    world.engine().docker("rm", "-f", run);
  }

  @Test
  void linksNeverLeadOutOfTheContainer() {
    String folder = newFolder();
    asRoot("ln -s / %s/root; ln -s ../../../../../../.. %s/up".formatted(folder, folder));
    for (String link : List.of("root", "up")) {
      String name = "proof-" + link + world.machine().newNumber();
      ssh()
          .scp(text("in").toString(), ":web.1:" + folder + "/" + link + "/srv/" + name)
          .succeeded();
      assertThat(asRoot("cat /srv/" + name)).isEqualTo("in");
      assertThat(Path.of("/srv", name)).doesNotExist();
      Path back = world.machine().newFile("back");
      ssh().scp(":web.1:" + folder + "/" + link + "/etc/passwd", back.toString()).succeeded();
      assertThat(back).content().isEqualTo(inWeb("cat", "/etc/passwd"));
    }
    assertThat(ssh().scp(":web.1:" + folder + "/../../../../../../etc/passwd", "/dev/null").code())
        .isZero();
  }

  @Test
  void aClientThatIsKilledHalfWayLeavesNothing() throws IOException {
    Path large = world.machine().sparseFile("large", 200L * MEBIBYTE);
    String folder = newFolder();
    try (Running copy =
        ssh()
            .with("-l", "40000")
            .scpProgram(large.toString(), ":web.1:" + folder + "/large")
            .start()) {
      await().atMost(Machine.LIMIT).until(() -> !spooled().isEmpty());
      copy.signal("KILL");
      copy.end();
    }
    await().atMost(Machine.LIMIT).until(() -> spooled().isEmpty());
    assertThat(inWeb("ls", "-A", folder)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenSaysWhy() {
    Result sealed = ssh().scp(text("x").toString(), ":sealed.1:/srv/x");
    assertThat(sealed.code()).isEqualTo(1);
    assertThat(sealed.err()).contains("/srv/x: read-only file system");
    assertThat(ssh().scp(text("x").toString(), ":web.1:/nowhere/x").err())
        .contains("/nowhere/x")
        .contains("No such file");
    assertThat(ssh().scp(text("x").toString(), ":web.9:/tmp/x").err())
        .contains("no process web.9 in " + app.name());
    assertThat(ssh().scp(text("x").toString(), ":web.1:/" + "n".repeat(256)).err())
        .contains("file name too long, at most 255 bytes");
    assertThat(ssh().sftp("get web.1:/srv /tmp").err()).contains("/srv");
    assertThat(ssh().sftp("rename web.1:/srv/index.html elsewhere").err())
        .contains("operation unsupported: another file system");
  }

  @Test
  void whoMayNotEnterHasNoFilesOfContainers() {
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "porter");
    world.gateway().home().authorize("verbs=\"files\" " + Home.publicKey(key));
    Ssh porter = ssh().with(key);
    await()
        .atMost(Machine.LIMIT)
        .until(() -> porter.scp(text("x").toString(), ":inbox").code() == 0);
    for (String place : List.of(":web.1:/tmp/x", ":web:/tmp/x", ":ended.1:/tmp/x")) {
      Result refused = porter.scp(text("x").toString(), place);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("enter");
    }
    assertThat(porter.as(app.name() + "+web.1").scp(":/etc/passwd", "/dev/null").code())
        .isNotZero();
  }

  private Ssh ssh() {
    return app.ssh();
  }

  /** A file on its way has no name, but the gateway holds it open. */
  private List<String> spooled() {
    List<String> words =
        List.of("find", "/proc/%d/fd".formatted(world.gateway().pid()), "-lname", "*/var/spill/*");
    return world.machine().program(words).run().out().lines().toList();
  }

  private String newFolder() {
    String folder = "/tmp/f" + world.machine().newNumber();
    ssh().run("enter", "web.1", "mkdir", folder).succeeded();
    return folder;
  }

  private String inWeb(String... words) {
    var all = new ArrayList<>(List.of("enter", "web.1"));
    all.addAll(List.of(words));
    return ssh().run(all.toArray(String[]::new)).succeeded().out();
  }

  private String asRoot(String script) {
    return ssh().run("enter", "web.1", "-u", "0", script).succeeded().out();
  }

  private Path text(String text) {
    return world.machine().file("text", text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(world.machine().folder("files").resolve(name), bytes);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static List<String> contents(Path folder) throws IOException {
    return Home.files(folder).stream()
        .map(file -> folder.relativize(file) + "=" + Home.read(file))
        .sorted()
        .toList();
  }
}
