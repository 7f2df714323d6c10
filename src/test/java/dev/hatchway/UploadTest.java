package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines 16 and 17 of the contract as far as they are due: files on their way into a one-off. */
@InWorld
class UploadTest {
  private static final String LIST =
      "cd /tmp/uploads 2>/dev/null && find . -mindepth 1 | cut -c3- | sort";
  private static final int MEBIBYTE = 1024 * 1024;

  private final World world;
  private final Ssh ssh;

  UploadTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aCopiedFileIsInTheNextOneOffOnly(String protocol) throws IOException {
    Path file = randomFile(3 * MEBIBYTE + 17);
    mode(file, "rwxr-x--x");
    ssh.scp(protocol, file.toString(), ":dump.sql").succeeded();
    String script = "cat /tmp/uploads/dump.sql; stat -c %a /tmp/uploads/dump.sql >&2";
    Result result = ssh.run("run", script).succeeded();
    assertThat(result.sha256()).isEqualTo(Digest.ofFile(file));
    assertThat(result.err()).isEqualTo("751\n");
    assertThat(ssh.run("run", LIST).out()).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereLeavesTheFilesToTheNext() {
    ssh.scp(file("data", "content\n").toString(), ":dump.sql").succeeded();
    assertThat(ssh.run("run", "no-such-program").code()).isEqualTo(127);
    assertThat(ssh.run("run", "cat", "/tmp/uploads/dump.sql").out()).isEqualTo("content\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tmpfs /tmp", "--mount type=tmpfs,destination=/tmp"})
  void aTmpfsDoesNotHideTheFiles(String option) {
    String app = world.engine().named("tmpfs");
    Map<String, String> labels =
        Map.of("hatchway.app", app, "hatchway.process", "web", "hatchway.number", "1");
    List<String> options =
        Stream.concat(Stream.of(option.split(" ")), Stream.of("--user", "app")).toList();
    String image = world.images().busybox();
    SampleApp.started(world.engine(), app, labels, options, image, SampleApp.IDLE);
    try {
      Ssh there = ssh.as(app);
      await().atMost(Machine.LIMIT).until(() -> there.run("ps").out().contains("web.1"));
      there.scp(file("data", "content\n").toString(), ":dump.sql").succeeded();
      String script = "cat /tmp/uploads/dump.sql; touch /tmp/uploads/new && ls /tmp/uploads";
      assertThat(there.run("run", script).out()).isEqualTo("content\ndump.sql\nnew\n");
    } finally {
      world.engine().docker("rm", "-f", app);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aFileKeepsItsNameWhenNoneIsGiven(String protocol) {
    Path file = file("named", "content\n");
    ssh.scp(protocol, file.toString(), ":").succeeded();
    String name = file.getFileName().toString();
    assertThat(ssh.run("run", "cat", "/tmp/uploads/" + name).out()).isEqualTo("content\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aFolderIsCopiedWithAllThatIsInIt(String protocol) throws IOException {
    Path folder = world.machine().folder("tree");
    Files.createDirectories(folder.resolve("a/b c"));
    Files.writeString(folder.resolve("a/b c/it's"), "deep\n");
    Files.writeString(folder.resolve("empty"), "");
    Files.createDirectory(folder.resolve("nothing"));
    ssh.scp(protocol, "-r", folder.toString(), ":tree").succeeded();
    Result result = ssh.run("run", "cd /tmp/uploads/tree; find . | sort; cat 'a/b c/it'\\''s'");
    assertThat(result.out()).isEqualTo(".\n./a\n./a/b c\n./a/b c/it's\n./empty\n./nothing\ndeep\n");
  }

  @Test
  void sftpPutsFilesAndFolders() throws IOException {
    Path file = file("one", "one\n");
    Path folder = world.machine().folder("folder");
    Files.writeString(folder.resolve("two"), "two\n");
    ssh.sftp(
            "put " + file + " one.txt",
            "mkdir deep",
            "cd deep",
            "put -r " + folder + " more",
            "ls -l")
        .succeeded();
    Result result = ssh.run("run", "cd /tmp/uploads; cat one.txt deep/more/two");
    assertThat(result.out()).isEqualTo("one\ntwo\n");
  }

  @Test
  void sftpReadsBackRenamesAndRemoves() {
    Path file = file("original", "content\n");
    Path back = world.machine().newFile("back");
    ssh.sftp("put " + file + " a", "rename a b", "get b " + back, "put " + file + " c", "rm c")
        .succeeded();
    assertThat(back).hasContent("content");
    assertThat(ssh.run("run", LIST).out()).isEqualTo("b\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "it's", "a\"b", "ünïcödé-日本", "-dash", "$HOME", "a;b"})
  void namesArriveAsTheyAre(String name) {
    Path file = file("source", "content\n");
    ssh.scp("-s", file.toString(), ":./" + name).succeeded();
    assertThat(ssh.run("run", LIST).out()).isEqualTo(name + "\n");
  }

  @Test
  void filesBelongToTheUserOfTheProgram() {
    ssh.scp(file("mine", "content\n").toString(), ":mine").succeeded();
    Result result =
        ssh.run("run", "stat -c %u /tmp/uploads/mine; rm /tmp/uploads/mine && echo removed");
    assertThat(result.out()).isEqualTo(SampleApp.USER + "\nremoved\n");
  }

  @Test
  void noUploadsLeavesThemForTheNextOne() {
    ssh.scp(file("kept", "content\n").toString(), ":kept").succeeded();
    assertThat(ssh.run("run", "--no-uploads", LIST).out()).isEmpty();
    assertThat(ssh.run("run", LIST).out()).isEqualTo("kept\n");
  }

  @Test
  void aOneOffThatCannotStartLeavesThem() {
    ssh.scp(file("kept", "content\n").toString(), ":kept").succeeded();
    assertThat(ssh.run("run", "-u", "nobody-here", "true").code()).isNotZero();
    assertThat(ssh.run("run", LIST).out()).isEqualTo("kept\n");
  }

  @Test
  void aDetachedOneOffTakesThemToo() {
    ssh.scp(file("taken", "content\n").toString(), ":taken").succeeded();
    String name =
        ssh.run("run", "-d", "cat /tmp/uploads/taken; sleep 600").succeeded().out().strip();
    assertThat(ssh.run("run", LIST).out()).isEmpty();
    assertThat(world.engine().docker("exec", name, "cat", "/tmp/uploads/taken"))
        .isEqualTo("content");
    world.engine().docker("rm", "-f", name);
  }

  @Test
  void anotherPersonsFilesAreTheirs() {
    ssh.scp(file("private", "content\n").toString(), ":private").succeeded();
    assertThat(world.newcomer().run("run", LIST).out()).isEmpty();
    assertThat(ssh.as(world.others().own()).run("run", LIST).out()).isEmpty();
    assertThat(ssh.run("run", LIST).out()).isEqualTo("private\n");
  }

  @Test
  void anImageWithNothingInItTakesFilesToo() {
    Ssh bare = ssh.as(world.others().bare());
    bare.scp(file("bare", "content\n").toString(), ":bare").succeeded();
    assertThat(bare.run("run", "cat", "/tmp/uploads/bare").out()).isEqualTo("content\n");
  }

  private Path file(String name, String text) {
    return world.machine().file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path randomFile(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return world.machine().file("random", bytes);
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
