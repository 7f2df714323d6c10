package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code uploads}: what waits for the next one-off, and its removal. */
@InWorld
class UploadsTest {
  private final World world;
  private final Ssh ssh;

  UploadsTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @Test
  void anEmptyInboxIsSaidOnStandardError() {
    for (String words : List.of("uploads", "uploads list", "uploads clear")) {
      Result result = ssh.run(words);
      assertThat(result.code()).isZero();
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("-----> no uploads wait");
    }
  }

  @Test
  void filesAreListedInTheOrderInWhichTheyCameWithTheirSizes() {
    send("zebra", 3);
    send("folder/inner", 1024);
    send("apple", 2048);
    List<String> lines = ssh.run("uploads").succeeded().out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).matches("NAME +SIZE +AGE");
    assertThat(lines.get(1)).matches("zebra +3 B +[0-9]+s");
    assertThat(lines.get(2)).matches("folder/ +1 KiB +[0-9]+s");
    assertThat(lines.get(3)).matches("apple +2 KiB +[0-9]+s");
  }

  @Test
  void oneIsRemovedByItsNameAndFoldersWithAllThatIsInThem() {
    send("keep", 1);
    send("dump.sql", 10);
    send("folder/inner", 10);
    assertThat(ssh.run("uploads", "rm", "dump.sql", "folder/").succeeded().err())
        .isEqualTo("-----> Removed dump.sql\n-----> Removed folder\n");
    assertThat(names()).containsExactly("keep");
    assertThat(ssh.run("run", "ls", "/tmp/uploads").succeeded().out()).isEqualTo("keep\n");
  }

  @Test
  void whatIsNotThereIsNamedAndNothingIsRemoved() {
    send("keep", 1);
    for (String name : List.of("no-such-file", "../keep", "..", ".", "/tmp/uploads/keep")) {
      Result result = ssh.run("uploads", "rm", "keep", name);
      assertThat(result.code()).as(name).isEqualTo(2);
      assertThat(result.err()).startsWith(" !     no upload " + name + ";");
    }
    assertThat(names()).containsExactly("keep");
  }

  @Test
  void oddNamesAreShownSafelyAndRemovedByWhatIsShown() {
    for (String name : List.of("two words", "new\nline", "esc\u001b[31m", "quo'te", "-dash", "ä")) {
      send(name, 1);
    }
    String listed = ssh.run("uploads").succeeded().out();
    assertThat(listed).doesNotContain("\u001b").contains("new\\nline ", "esc\\u001b[31m ", "ä ");
    ssh.run("uploads rm 'new\\nline' 'esc\\u001b[31m' 'two words' \"quo'te\" ä").succeeded();
    assertThat(names()).containsExactly("-dash");
    ssh.run("uploads rm -- -dash").succeeded();
    assertThat(ssh.run("uploads").out()).isEmpty();
  }

  @Test
  void clearLeavesWhatIsOnItsWayAndFreesTheQuota() {
    Path big = world.machine().sparseFile("big", 400L << 20);
    assertThat(ssh.scp("-q", big.toString(), ":first").code()).isZero();
    Program slow = ssh.command("scp -t slow").readingPipe();
    try (Running sending = slow.start()) {
      sending.type("C0644 6 slow\nabc");
      await("the file is being written")
          .atMost(Machine.LIMIT)
          .until(() -> world.gateway().home().filesInVar().stream().anyMatch(UploadsTest::isPart));
      assertThat(ssh.run("uploads", "clear").succeeded().err()).isEqualTo("-----> Removed first\n");
      sending.type("def\0");
      sending.closeInput();
      sending.end().succeeded();
    }
    assertThat(names()).containsExactly("slow");
    assertThat(ssh.scp("-q", big.toString(), ":second").code()).isZero();
    assertThat(ssh.scp("-q", big.toString(), ":third").code()).isZero();
    ssh.run("uploads rm second third slow").succeeded();
    assertThat(ssh.scp("-q", big.toString(), ":fourth").code()).isZero();
    assertThat(ssh.scp("-q", big.toString(), ":fifth").code()).isZero();
    ssh.run("uploads clear").succeeded();
  }

  @Test
  void whatAOneOffIsTakingIsNotCleared() {
    send("wanted", 5);
    try (Running running = ssh.start("run", "cat /tmp/uploads/wanted; echo; exec sleep 1000")) {
      running.awaitOutput("\n");
      ssh.run("uploads", "clear").succeeded();
      assertThat(running.outSoFar()).isEqualTo("xxxxx\n");
      running.signal("KILL");
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  private static boolean isPart(Path file) {
    return file.toString().contains("/parts/");
  }

  private void send(String name, int size) {
    Path folder = world.machine().folder("sent");
    Path file = folder.resolve(name);
    String top = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x".repeat(size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Result result = ssh.scp("-rpq", folder.resolve(top).toString(), ":");
    assertThat(result.code()).as(result.toString()).isZero();
  }

  private List<String> names() {
    return ssh.run("uploads")
        .succeeded()
        .out()
        .lines()
        .skip(1)
        .map(l -> l.split(" ", 2)[0])
        .toList();
  }
}
