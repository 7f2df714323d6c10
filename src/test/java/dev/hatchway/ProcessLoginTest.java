package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code APP+PROCESS@host}: straight into a process, as if an sshd ran in its container. */
@InWorld
class ProcessLoginTest {
  private final World world;

  ProcessLoginTest(World world) {
    this.world = world;
    world.tools();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo "$HOME" && pwd | 0
          run --help          | 127
          exit 42             | 42
          false               | 1
          kill -9 $$          | 137
          /home/app           | 126
          """)
  void anyCommandLineEndsAsItsShellSays(String line, int code) {
    assertThat(web().run(line).code()).isEqualTo(code);
  }

  @Test
  void theEnvironmentIsTheContainersWithTheHomeOfItsUser() {
    assertThat(web().run("echo $HOME $PATH; pwd; id -un").out())
        .isEqualTo("%s %s%n%1$s%napp%n".formatted(ToolImage.HOME, ToolsApp.PATH));
  }

  @Test
  void aLineReadsItsInputAndWritesItsOutputByteForByte() {
    byte[] bytes = new byte[70_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    assertThat(web().command("cat; echo end >&2").reading(bytes).run().succeeded().bytes())
        .isEqualTo(bytes);
  }

  @Test
  void aShellWithATerminalKeepsTheImagesPath() {
    try (var window = TerminalWindow.open(web().with("-t").command(), 80, 24)) {
      window.awaitScreen("$");
      window.enter("echo $0 $(tty) $PATH.");
      window.awaitScreen("bash /dev/pts/0 " + ToolsApp.PATH + ".");
      window.enter("echo be''gun; sleep 1000");
      window.awaitScreen("begun");
      window.press("C-c");
      window.enter("exit 7");
      assertThat(window.awaitExit()).isEqualTo(7);
    }
  }

  @Test
  void aLoginShellIsThereForWhoAsks() {
    assertThat(web().run("bash -lc 'echo $PATH'").out())
        .isEqualTo("/usr/local/bin:/usr/bin:/bin\n");
  }

  @Test
  void sftpWorksWithTheImagesOwnServer() throws Exception {
    Path file = world.machine().file("there", "over there\n".getBytes(StandardCharsets.UTF_8));
    Path back = world.machine().newFile("back");
    web()
        .sftp(
            "put " + file + " /tmp/sftp.txt",
            "chmod 640 /tmp/sftp.txt",
            "get /tmp/sftp.txt " + back)
        .succeeded();
    assertThat(Files.readString(back)).isEqualTo("over there\n");
    assertThat(web().run("stat -c '%a %U' /tmp/sftp.txt").out()).isEqualTo("640 app\n");
    assertThat(web().sftp("pwd").out()).contains(ToolImage.HOME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void scpCopiesBothWays(String protocol) throws Exception {
    Path file = world.machine().file("there", "by scp".getBytes(StandardCharsets.UTF_8));
    Path back = world.machine().newFile("back");
    String there = ":/tmp/scp" + protocol;
    web().scp(protocol, "-p", file.toString(), there).succeeded();
    web().scp(protocol, "-p", there, back.toString()).succeeded();
    assertThat(Files.readString(back)).isEqualTo("by scp");
    assertThat(Files.getLastModifiedTime(back).toInstant().getEpochSecond())
        .isEqualTo(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
  }

  @Test
  void withoutAnSftpServerInTheImageTheWayOutIsNamed() {
    Ssh plain = world.ssh().as(world.tools().bare() + "+web.1");
    Result result = plain.sftp("ls");
    assertThat(result.code()).isNotZero();
    assertThat(result.err())
        .startsWith(" !     no sftp-server in the image of " + world.tools().bare())
        .contains("scp -O", world.tools().bare() + "+web.1@host tar -x");
    assertThat(plain.with("-s").run("sftp").code()).isEqualTo(127);
    Path file = world.machine().file("old", "old protocol".getBytes(StandardCharsets.UTF_8));
    plain.scp("-O", file.toString(), ":/tmp/old").succeeded();
    assertThat(plain.run("cat /tmp/old").out()).isEqualTo("old protocol");
  }

  @ParameterizedTest
  @CsvSource({"files, enter", "enter, files"})
  void filesOfAProcessTakeBothPermissions(String one, String missing) {
    Path key = world.gateway().home().newUser("half" + world.machine().newNumber());
    String line = Home.publicKey(key);
    world.gateway().home().withdraw(line);
    world.gateway().home().authorize("verbs=\"" + one + "\" " + line);
    Result result = web().with(key).sftp("ls");
    assertThat(result.code()).isNotZero();
    assertThat(result.err()).startsWith(" !     ").contains(missing);
  }

  @Test
  void theSftpServerEndsWithItsClient() {
    try (var running = web().with("-s").command("sftp").readingPipe().start()) {
      await().atMost(Machine.LIMIT).until(() -> processes().contains(ToolImage.SFTP_SERVER));
      running.signal("KILL");
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> !processes().contains(ToolImage.SFTP_SERVER));
    }
  }

  private String processes() {
    return String.join("\n", world.engine().processesOf(world.tools().container()));
  }

  private Ssh web() {
    return world.ssh().as(world.tools().name() + "+web.1");
  }
}
