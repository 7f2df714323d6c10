package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sessions at one inbox at once, and some that are gone before they have ended. */
@InWorld
class SharedInboxTest {
  private static final int FILES = 10;
  private static final int ONE_OFFS = 6;
  private static final int SIZE = 6 * 1024 * 1024;

  private final World world;
  private final Ssh ssh;

  SharedInboxTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void ofOneOffsAtOnceEachFileGoesToExactlyOne() throws IOException {
    Path folder = world.machine().folder("files");
    List<String> names = IntStream.range(0, FILES).mapToObj(number -> "file" + number).toList();
    for (String name : names) {
      Files.writeString(folder.resolve(name), name);
    }
    List<Running> running = new ArrayList<>();
    running.add(ssh.scpProgram("-r", folder.toString() + "/.", ":").start());
    for (int number = 0; number < ONE_OFFS; number++) {
      running.add(ssh.start("run", "cd /tmp/uploads 2>/dev/null && grep -H . *"));
    }
    List<String> taken = new ArrayList<>();
    for (Running each : running) {
      each.end().out().lines().forEach(taken::add);
    }
    ssh.run("run", "cd /tmp/uploads 2>/dev/null && grep -H . *").out().lines().forEach(taken::add);
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            names.stream().map(name -> name + ":" + name).toList());
  }

  @ParameterizedTest
  @CsvSource({"-s,-s", "-s,-O", "-O,-O"})
  void ofTwoUploadsOfOneNameOneIsThereWhole(String one, String other) {
    Path first = filled('a');
    Path second = filled('b');
    try (Running left = ssh.scpProgram(one, first.toString(), ":same").start();
        Running right = ssh.scpProgram(other, second.toString(), ":same").start()) {
      left.end().succeeded();
      right.end().succeeded();
    }
    Result result = ssh.run("run", "cat", "/tmp/uploads/same");
    assertThat(result.sha256()).isIn(Digest.ofFile(first), Digest.ofFile(second));
    assertThat(parts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void ofAClientThatIsKilledHalfWayNothingIsLeft(String protocol) {
    Path before = filled('a');
    ssh.scp(before.toString(), ":dump").succeeded();
    // 8 Mbit/s: half of it is there after about three seconds.
    Program upload = ssh.scpProgram(protocol, "-l", "8000", filled('b').toString(), ":dump");
    try (Running client = upload.start()) {
      await("half of it").atMost(Machine.LIMIT).until(() -> sizeOfParts() > SIZE / 2);
      client.signal("KILL");
    }
    await("no part of it").atMost(Machine.LIMIT).until(() -> parts().isEmpty());
    Result result = ssh.run("run", "cat", "/tmp/uploads/dump");
    assertThat(result.sha256()).isEqualTo(Digest.ofFile(before));
    assertThat(ssh.run("uploads").out()).isEmpty();
  }

  private Path filled(char character) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) character);
    return world.machine().file("filled", bytes);
  }

  private List<Path> parts() {
    String inbox = "/uploads/" + world.app().name() + "/";
    return world.gateway().home().filesInVar().stream()
        .filter(path -> path.toString().contains(inbox))
        .filter(path -> path.toString().contains("/parts/"))
        .toList();
  }

  private static long size(Path path) {
    // Zero if it is not there any more.
    return path.toFile().length();
  }

  private long sizeOfParts() {
    return parts().stream().mapToLong(SharedInboxTest::size).sum();
  }
}
