package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Line 19 of the contract: what cannot be put into an inbox is refused in words that name it, and
 * what can be comes all the same.
 */
@InWorld
class BadUploadTest {
  private static final int MANY = 2_000;
  private static final int VERY_MANY = 100_000;

  /** What the gateway may hold in memory while any number of files passes. */
  private static final long MOST_MEMORY = 300L * 1000 * 1000;

  private static final String LIST = "cd /tmp/uploads 2>/dev/null && find . -mindepth 1 | sort";

  private final World world;
  private final Ssh ssh;

  BadUploadTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @ParameterizedTest
  @CsvSource({
    "-s,../escaped", "-s,/etc/escaped", "-s,a/../../escaped", "-s,/tmp/escaped",
    "-O,../escaped", "-O,/etc/escaped", "-O,a/../../escaped", "-O,/tmp/escaped"
  })
  void aNameThatLeadsOutIsNamed(String protocol, String name) {
    Result refused = ssh.scp(protocol, file(), ":" + name);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains(name);
    assertThat(ssh.run("run", LIST).out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0644 3 ../escaped\nabc",
        "C0644 3 a/escaped\nabc",
        "C0644 3 ..\nabc",
        "D0755 0 ..\nC0644 3 escaped\nabc",
        "D0755 0 /tmp\nC0644 3 escaped\nabc",
        "P0644 3 escaped\nabc",
        "C0644 99999999999999999999 escaped\nabc",
        "C9999 3 escaped\nabc"
      })
  void aClientThatLiesPutsNothingAnywhere(String records) {
    Result refused = ssh.command("scp -r -t .").reading(records).run();
    assertThat(refused.code()).isNotZero();
    String word = records.lines().findFirst().orElseThrow();
    assertThat(refused.out()).contains("scp: ").contains(word.substring(word.lastIndexOf(' ') + 1));
    assertThat(ssh.run("run", LIST).out()).isEmpty();
    assertThat(Home.files(Path.of("/tmp")).stream().map(Path::getFileName))
        .noneMatch(Path.of("escaped")::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aPipeIsNoFileAndWhatIsBesideItComes(String protocol) throws IOException {
    Path folder = world.machine().folder("mixed");
    Files.writeString(folder.resolve("file"), "content\n");
    world.machine().program("mkfifo", folder.resolve("pipe").toString()).run().succeeded();
    Files.createSymbolicLink(folder.resolve("zlink"), Path.of("file"));
    Result result = ssh.scp(protocol, "-r", folder.toString(), ":mixed");
    assertThat(result.err()).contains("pipe: not a regular file");
    // A link is followed where the client is, and what it leads to is a file of its own here.
    String files = "./mixed\n./mixed/file\n./mixed/zlink\n";
    assertThat(ssh.run("run", LIST + "; cat mixed/zlink").out()).isEqualTo(files + "content\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ln -s /etc/passwd way-out", "ln -s .. way-out"})
  void aLinkIsRefused(String command) {
    Result refused = ssh.sftp("put " + file() + " old", command);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("way-out");
    assertThat(ssh.run("run", LIST).out()).isEqualTo("./old\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aNameMayHave255BytesAndNoMore(String protocol) {
    for (String longest : List.of("n".repeat(255), "ö".repeat(127) + "n")) {
      Result refused = ssh.scp(protocol, file(), ":" + longest + "n");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains(longest + "n: file name too long, at most 255 bytes");
      ssh.scp(protocol, file(), ":" + longest).succeeded();
      assertThat(ssh.run("run", LIST).out()).isEqualTo("./" + longest + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aNameThatIsNotUtf8IsRefusedByItsBytesAndTheOthersCome(String protocol) throws IOException {
    Path folder = world.machine().folder("latin");
    Files.writeString(folder.resolve("after"), "content\n");
    String make = "cd \"$1\" && n=$(printf 'caf\\351') && echo x >\"$n\" && mkdir \"d$n\"";
    world.machine().program("sh", "-c", make, "sh", folder.toString()).run().succeeded();
    Result refused = ssh.scp(protocol, "-r", folder.toString(), ":latin");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("caf\\xe9: a file name must be UTF-8");
    assertThat(ssh.run("run", LIST).out()).contains("./latin\n").doesNotContain("caf");
    List<String> words = new ArrayList<>(ssh.scpProgram(protocol).words());
    words.add(folder.resolve("after").toString());
    String copy = "n=$(printf 'caf\\351') && exec \"$@\" \"$0:$n\"";
    String far = ssh.login() + "@127.0.0.1";
    Program copying =
        world
            .machine()
            .program(Stream.concat(Stream.of("sh", "-c", copy, far), words.stream()).toList());
    Result alone = copying.run();
    assertThat(alone.code()).isNotZero();
    assertThat(alone.err()).contains("UTF-8");
    assertThat(ssh.run("run", LIST).out()).isEmpty();
  }

  @Test
  void theFilesBesideABadNameCome() throws IOException {
    Path folder = world.machine().folder("latin");
    String make = "cd \"$1\" && n=$(printf 'caf\\351') && echo x >\"$n\" && echo x >a && echo x >z";
    world.machine().program("sh", "-c", make, "sh", folder.toString()).run().succeeded();
    ssh.scp("-O", "-r", folder.toString(), ":latin");
    assertThat(ssh.run("run", LIST).out()).isEqualTo("./latin\n./latin/a\n./latin/z\n");
  }

  @Test
  void manyFilesTakeLittleMemory() throws IOException {
    int count = world.machine().full() ? VERY_MANY : MANY;
    Path folder = world.machine().folder("many");
    for (int number = 0; number < count; number++) {
      Files.createFile(folder.resolve("f" + number));
    }
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Ssh there = gateway.ssh(world.app().name());
      there.scp("-r", folder.toString(), ":many").succeeded();
      Program counting = there.command("run", "ls /tmp/uploads/many | wc -l");
      String counted = counting.within(Machine.LONG_LIMIT).run().succeeded().out();
      assertThat(counted.strip()).isEqualTo(Integer.toString(count));
      assertThat(gateway.peakMemory()).isLessThan(MOST_MEMORY);
      assertThat(there.run("uploads").out()).isEmpty();
    }
    world.machine().delete(folder);
  }

  private String file() {
    byte[] content = "content\n".getBytes(StandardCharsets.UTF_8);
    return world.machine().file("source", content).toString();
  }
}
