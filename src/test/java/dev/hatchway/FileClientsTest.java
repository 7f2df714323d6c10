package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Line 16 of the contract: every client puts into the inbox and gets from it what it put. */
@InWorld
class FileClientsTest {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long LARGE = 300 * MEBIBYTE;

  /** What stands before a path, so that it leads to what is tested: nothing is the inbox. */
  private static final List<String> TARGETS = List.of("");

  private final World world;
  private final Ssh ssh;

  FileClientsTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  static Stream<Arguments> everyClient() {
    return TARGETS.stream()
        .flatMap(
            target ->
                Arrays.stream(FileClients.values()).map(client -> Arguments.of(client, target)));
  }

  @AfterEach
  void clear() {
    ssh.run("uploads", "clear").succeeded();
  }

  @ParameterizedTest
  @MethodSource("everyClient")
  void aTreeOfAThousandFilesComesBackAsItWas(FileClients kind, String target) {
    FileClient client = kind.as(ssh);
    Path tree = OddTree.make(world.machine(), client.keeps());
    Path back = world.machine().newFile("back");
    client.putTree(tree, target + OddTree.NAME);
    client.getTree(target + OddTree.NAME, back);
    assertThat(Home.files(tree)).hasSize(OddTree.FILES);
    assertThat(OddTree.differences(tree, back, client.keeps())).isEmpty();
    client
        .list(target + OddTree.NAME)
        .ifPresent(names -> assertThat(names).containsAll(OddTree.tops()));
  }

  @ParameterizedTest
  @MethodSource("everyClient")
  void aLargeFileComesBackAsItWas(FileClients kind, String target) {
    FileClient client = kind.as(ssh);
    Path file = world.machine().sparseFile("large", LARGE);
    Path back = world.machine().newFile("back");
    client.put(file, target + "large");
    client.get(target + "large", back);
    assertThat(Digest.ofFile(back)).isEqualTo(Digest.ofFile(file));
    world.machine().delete(file);
    world.machine().delete(back);
  }

  @ParameterizedTest
  @MethodSource("everyClient")
  void anEmptyFileIsOneAndAShorterOneReplacesAnother(FileClients kind, String target)
      throws IOException {
    FileClient client = kind.as(ssh);
    client.put(file("empty", ""), target + "empty");
    assertThat(Files.size(got(client, target + "empty"))).isZero();
    client.put(file("long", "a long text\n".repeat(100_000)), target + "text");
    client.put(file("short", "a short text\n"), target + "text");
    assertThat(got(client, target + "text")).hasContent("a short text\n");
  }

  private Path got(FileClient client, String far) {
    Path file = world.machine().newFile("got");
    client.get(far, file);
    return file;
  }

  private Path file(String name, String text) {
    return world.machine().file(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
