package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 16 of the contract for rsync: the unmodified client, and nothing of it in any image. */
@InWorld
class RsyncInboxTest {
  private static final long MEBIBYTE = 1024 * 1024;

  /** What the gateway may hold in memory while a file of any size passes. */
  private static final long MOST_MEMORY = 200L * 1000 * 1000;

  /** A thousand files in folders, with modes and times of all kinds, and names of all kinds. */
  private static final String MAKE_TREE =
      """
      umask 022
      n=0
      for d in plain 'two words' -rf .hidden 'it'\\''s' deep/er/and/deeper; do
        mkdir -p "./$d"
        for m in 600 640 755 444 400 711 777; do
          for k in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
            n=$((n + 1)); echo "content $n" > "./$d/file $n"
            set -- "$@" "./$d/file $n"
          done
          chmod "$m" "$@"; touch -d "@$((1000000000 + n * 86399))" "$@"; set --
        done
      done
      cd plain
      for name in -dash '"quoted"' "it's" '$HOME' 'a;b' 'back\\slash' 'ünïcödé-日本' '*' '?' '[a]' \\
        '.dot' ' leading' 'trailing ' '~' 'a:b' '#' '%s' 'tab\tx' 'new
      line'; do
        echo "$name" > "./$name"
      done
      : > empty; head -c 100000 /dev/urandom > random
      i=0; while [ $i -lt 20 ]; do printf x; i=$((i + 1)); done > x
      cd ..; mkdir nothing; chmod 750 plain; chmod 711 deep/er
      find . -newermt 2020-01-01 -exec touch -d @1300000000 {} +
      touch -d @86400 deep; touch -d @1234567890 nothing plain
      """;

  private static final String LIST =
      """
      cd "$1" && find . -printf '%P|%y|%m|%T@\\0' | sort -z | tr '\\0' '\\1' &&
      find . -type f -print0 | sort -z | xargs -0 sha256sum -z | tr '\\0' '\\1'
      """;

  private final World world;
  private final Ssh ssh;

  RsyncInboxTest(World world) {
    this.world = world;
    this.ssh = world.newcomer();
  }

  @AfterEach
  void nothingIsLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "-az"})
  void aTreeOfAThousandFilesComesBackAsItWas(String options) throws IOException {
    Path here = world.machine().folder("tree");
    shell(MAKE_TREE, here, "x").succeeded();
    Path back = world.machine().newFile("back");

    rsync(options, here + "/", remote("tree/")).succeeded();
    rsync(options, remote("tree/"), back + "/").succeeded();

    assertThat(listing(back)).isEqualTo(listing(here));
    assertThat(listing(here)).hasSizeGreaterThan(2_000);
    Result again = rsync(options, "--stats", here + "/", remote("tree/")).succeeded();
    assertThat(again.out()).contains("Number of regular files transferred: 0\n");
    Files.writeString(here.resolve("plain/x"), "changed");
    Result changed = rsync(options, "--stats", "-i", here + "/", remote("tree/")).succeeded();
    assertThat(changed.out()).contains("Number of regular files transferred: 1\n", "<f.st");
    assertThat(ssh.run("run", "cat /tmp/uploads/tree/plain/x").out()).isEqualTo("changed");
  }

  @Test
  void aLargeFileGoesBothWaysInLittleMemoryAndWhatExceedsTheQuotaIsRefusedBeforeItComes()
      throws IOException {
    Path file = world.machine().sparseFile("large", 300 * MEBIBYTE);
    Path small = file("small", "content\n");
    Path back = world.machine().newFile("back");
    Home home = Home.create(world.machine()).settings("uploads: {quota: 310MiB}\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh there = gateway.ssh(world.app().name());
      rsync(there, "-t", file.toString(), remote("large")).succeeded();
      rsync(there, remote("large"), back.toString()).succeeded();
      assertThat(Digest.ofFile(back)).isEqualTo(Digest.ofFile(file));
      Result result = rsync(there, "-v", file.toString(), small.toString(), remote("more/"));
      assertThat(result.err()).contains(file.getFileName() + ": quota of 310 MiB exceeded");
      assertThat(result.code()).isEqualTo(23);
      assertThat(result.out()).doesNotContain("sent 31");
      assertThat(there.run("run", "cd /tmp/uploads; ls more; cat more/*").out())
          .isEqualTo(small.getFileName() + "\ncontent\n");
      assertThat(gateway.peakMemory()).isLessThan(MOST_MEMORY);
    } finally {
      world.machine().delete(file);
    }
  }

  @Test
  void deleteTakesAwayWhatTheClientDoesNotHave() throws IOException {
    Path here = world.machine().folder("tree");
    shell("mkdir a b; echo 1 > a/1; echo 2 > a/2; echo 3 > b/3; echo 4 > 4.log", here, "x");
    rsync("-a", here + "/", remote(".")).succeeded();
    shell("rm -r a/2 b 4.log", here, "x");
    String deleted =
        rsync("-ai", "--delete", "--exclude=*.log", here + "/", remote(".")).succeeded().out();
    assertThat(deleted).contains("*deleting   a/2", "*deleting   b/3", "*deleting   b/\n");
    assertThat(ssh.run("run", "cd /tmp/uploads; find . | sort").out())
        .isEqualTo(".\n./4.log\n./a\n./a/1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--delete-before", "--delete-during", "--delete-after", "--delete-delay"})
  void deleteWorksAtAnyTime(String option) throws IOException {
    Path here = world.machine().folder("tree");
    shell("echo 1 > 1; echo 2 > 2", here, "x");
    rsync("-a", here + "/", remote("d")).succeeded();
    Files.delete(here.resolve("2"));
    rsync("-a", option, here + "/", remote("d")).succeeded();
    assertThat(rsync(remote("d/")).succeeded().out()).contains(" 1\n").doesNotContain(" 2\n");
  }

  @Test
  void aClientThatIsKilledLeavesNoHalfFile() {
    Path file = world.machine().sparseFile("half", 64 * MEBIBYTE);
    try (Running running = program(ssh, "--bwlimit=4m", file.toString(), remote("half")).start()) {
      await("some of it").atMost(Machine.LIMIT).until(() -> largeFiles() == 1);
      running.signal("KILL");
    } finally {
      world.machine().delete(file);
    }
    await("nothing of it").atMost(Machine.LIMIT).until(() -> largeFiles() == 0);
    assertThat(ssh.run("run", "ls -A /tmp/uploads 2>/dev/null").out()).isEmpty();
  }

  private long largeFiles() {
    return world.gateway().home().filesInVar().stream()
        .filter(path -> path.toString().contains("/uploads/"))
        .filter(path -> path.toFile().length() > MEBIBYTE)
        .count();
  }

  @ParameterizedTest
  @CsvSource({"-aH,-H", "-aX,-X", "-ab,-b", "-a --append,--append", "-as,-s"})
  void whatCannotBeDoneIsRefusedBeforeItBegins(String options, String named) {
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of(file("some", "content").toString(), remote(".")));
    Result result = rsync(words.toArray(String[]::new));
    assertThat(result.err())
        .startsWith(" !     rsync: " + named + " is not supported here; leave it out\n");
    assertThat(result.code()).isNotZero();
    assertThat(ssh.run("run", "ls /tmp/uploads 2>/dev/null").out()).isEmpty();
  }

  @Test
  void aLinkIsRefusedAndTheRestArrives() throws IOException {
    Path here = world.machine().folder("tree");
    shell("echo 1 > 1; ln -s /etc/passwd link; mkfifo pipe", here, "x");
    Result result = rsync("-a", here + "/", remote("."));
    assertThat(result.code()).isEqualTo(23);
    assertThat(result.err())
        .contains("link: links are not supported here", "pipe: not a regular file");
    assertThat(ssh.run("run", "ls /tmp/uploads").out()).isEqualTo("1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escaped", "/tmp/escaped", "a/../../escaped", "web.1:/tmp/escaped"})
  void nothingGoesOutside(String path) {
    Result put = rsync(file("some", "content").toString(), remote(path));
    assertThat(put.code()).isEqualTo(11);
    assertThat(put.err())
        .containsAnyOf("uploads go to /tmp/uploads", "outside the inbox", "cannot be reached");
    assertThat(Path.of("/tmp/escaped")).doesNotExist();
    Result got = rsync(remote(path), world.machine().newFile("back").toString());
    assertThat(got.code()).isEqualTo(23);
  }

  @Test
  void aFileGetsTheNameThatIsAskedForAndPatternsFindFiles() {
    String file = file("dump", "content\n").toString();
    rsync(file, remote("one.sql")).succeeded();
    rsync(file, remote("two words.sql")).succeeded();
    Path back = world.machine().newFile("back");
    rsync("--exclude=one*", remote("*.sql"), back + "/").succeeded();
    assertThat(back).isDirectoryNotContaining("glob:**/one.sql");
    assertThat(back.resolve("two words.sql")).hasContent("content");
    assertThat(rsync("-n", "-i", file, remote("three")).succeeded().out()).contains("<f+++");
    assertThat(rsync(remote("")).succeeded().out()).contains("one.sql").doesNotContain("three");
  }

  private Path file(String name, String text) {
    return world.machine().file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Run by a shell, since the locale of these tests may not be able to name such files. */
  private Result shell(String script, Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of("sh", "-ec", "cd '" + folder + "'\n" + script));
    all.addAll(List.of(words));
    return world.machine().program(all).run();
  }

  /** Names, kinds, modes and times of all that is in a folder, and the digests of its files. */
  private List<String> listing(Path folder) {
    Result listed = shell(LIST, folder, "sh", folder.toString()).succeeded();
    return List.of(listed.out().split("\1", -1));
  }

  private Result rsync(String... words) {
    return rsync(ssh, words);
  }

  private Result rsync(Ssh there, String... words) {
    return program(there, words).run();
  }

  private Program program(Ssh there, String... words) {
    List<String> command = there.command().words();
    List<String> all =
        new ArrayList<>(
            List.of("rsync", "-e", String.join(" ", command.subList(0, command.size() - 1))));
    all.addAll(List.of(words));
    return world.machine().program(all).within(Machine.LONG_LIMIT);
  }

  private String remote(String path) {
    return world.app().name() + "@127.0.0.1:" + path;
  }
}
