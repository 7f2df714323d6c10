package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run --env-file}: the variables of a file that the person has sent. */
@InWorld
class EnvFileTest {
  private static final String SECRET = "s3cret-of-the-file";
  private static final int MEBIBYTE = 1024 * 1024;

  private final World world;
  private final Ssh ssh;

  EnvFileTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @AfterEach
  void nothingIsLeftAndNothingIsTold() {
    world.engine().awaitNoOneOffs(world.app().name());
    assertThat(world.gateway().log()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "--env-file shop.env",
    "--env-file=shop.env",
    "--env-file /tmp/uploads/shop.env",
    "--env-file ./shop.env"
  })
  void itsVariablesAreSetAndItIsDeliveredLikeAnyOther(String option) {
    send("shop.env", "# mine\r\nA=" + SECRET + "\r\n\r\nQUOTED=\"a  b\" # c\r\nRAILS_ENV=test\r\n");
    String script = "echo $A; echo $QUOTED; echo $RAILS_ENV; ls /tmp/uploads";
    assertThat(ssh.run("run", option, script).out())
        .isEqualTo(SECRET + "\n\"a b\" # c\ntest\nshop.env\n");
    assertNotThere("shop.env");
  }

  @Test
  void itMayBeInAFolderAndDetached() throws IOException {
    Path folder = world.machine().folder("conf");
    Files.writeString(folder.resolve("it's 1.env"), "A=" + SECRET + "\n");
    ssh.scp("-r", folder.toString(), ":conf").succeeded();
    Result started =
        ssh.run("run", "-d", "--env-file", "\"conf/it's 1.env\"", "test $A = " + SECRET);
    String name = started.succeeded().out().strip();
    assertThat(world.engine().docker("wait", name)).isEqualTo("0");
    world.engine().docker("rm", "-f", name);
  }

  @Test
  void theOptionWinsOverTheFile() {
    send("shop.env", "A=file\nB=file\n");
    assertThat(ssh.run("run", "-e", "A=option", "--env-file", "shop.env", "echo $A $B").out())
        .isEqualTo("option file\n");
  }

  @Test
  void withNoUploadsItStaysInTheInbox() {
    send("shop.env", "A=1\n");
    String script = "echo $A; ls /tmp/uploads 2>/dev/null | wc -l";
    assertThat(ssh.run("run", "--env-file shop.env --no-uploads", script).out())
        .isEqualTo("1\n0\n");
    assertThat(ssh.run("run", "--env-file shop.env", script).out()).isEqualTo("1\n1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "A=1%NAME-" + SECRET + ",shop.env:2: this line has no =",
    "A B=" + SECRET + ",shop.env:1: what stands before = should be the name of a variable",
    "=" + SECRET + ",shop.env:1: what stands before ="
  })
  void aBadLineIsNamedAndNothingStarts(String text, String message) {
    send("shop.env", text.replace('%', '\n'));
    assertRefused("shop.env", message);
    assertThat(ssh.run("run", "ls /tmp/uploads").out()).isEqualTo("shop.env\n");
  }

  @Test
  void whatIsNoTextOrTooLongIsRefused() {
    send("latin.env", new byte[] {'A', '=', (byte) 0xE9, '\n'});
    send("large.env", ("A=1\n# " + "x".repeat(MEBIBYTE)).getBytes(StandardCharsets.UTF_8));
    assertRefused("latin.env", "latin.env is not UTF-8 text");
    assertRefused("large.env", "large.env is larger than 1 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "other.env,no file other.env in your inbox for",
    "shop.env/x,not a folder",
    "conf,is a folder",
    ".,is a folder",
    "no/such/file,no file no/such/file in your inbox",
    "../../alice/x,outside the inbox",
    "/etc/passwd,/etc/passwd is not there",
    "/proc/self/environ,is not there",
    "web.1:/etc/passwd,web.1"
  })
  void whatIsNoFileOfTheInboxIsRefused(String path, String message) {
    send("shop.env", "A=1\n");
    ssh.scp("-r", world.machine().folder("conf").toString(), ":conf").succeeded();
    assertRefused(path, message);
    assertThat(ssh.run("run", "ls /tmp/uploads").out()).isEqualTo("conf\nshop.env\n");
  }

  private void assertRefused(String path, String message) {
    List<String> before = world.engine().oneOffs(world.app().name());
    Result result = ssh.run("run", "--env-file", path, "echo started");
    assertThat(result.err())
        .startsWith(" !     --env-file: ")
        .contains(message)
        .doesNotContain(SECRET);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
    assertThat(world.engine().oneOffs(world.app().name())).isEqualTo(before);
  }

  private void assertNotThere(String name) {
    Result result = ssh.run("run", "--env-file", name, "true");
    assertThat(result.err()).contains("no file " + name, "send it first, by scp to ");
    assertThat(result.code()).isEqualTo(2);
  }

  private void send(String name, String text) {
    send(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String name, byte[] bytes) {
    ssh.scp(world.machine().file(name, bytes).toString(), ":" + name).succeeded();
  }
}
