package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The unmodified rsync and git, over ssh, at a process as at any machine. */
@InWorld
class FileToolsTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));

  private final World world;

  FileToolsTest(World world) {
    this.world = world;
    world.tools();
  }

  @Test
  void rsyncCopiesBothWaysWithModesTimesAndLinks() throws IOException {
    Path here = sample();
    String there = "/tmp/rsync" + world.machine().newNumber();
    assertThat(rsync("-ai", here + "/", remote(there + "/")).out()).contains("deep/in it's.txt");
    assertThat(rsync("-ai", here + "/", remote(there + "/")).out()).isEmpty();
    Path back = world.machine().folder("back");
    rsync("-a", remote(there + "/"), back + "/");
    assertThat(listing(back)).isEqualTo(listing(here)).hasSize(5);
    assertThat(Files.readAllBytes(back.resolve("large.bin"))).hasSize(3_000_000);
  }

  @Test
  void rsyncDeletesAndSendsOnlyWhatChanged() throws IOException {
    Path here = sample();
    String there = "/tmp/rsync" + world.machine().newNumber();
    rsync("-a", here + "/", remote(there + "/"));
    Files.delete(here.resolve("run.sh"));
    Files.writeString(here.resolve("new.txt"), "new");
    String sent = rsync("-a", "--delete", "-i", here + "/", remote(there + "/")).out();
    assertThat(sent).contains("*deleting   run.sh", "new.txt").doesNotContain("large.bin");
    assertThat(web().run("ls " + there).out()).isEqualTo("deep\nlarge.bin\nlink\nnew.txt\n");
  }

  @Test
  void gitClonesPushesAndFetches() throws IOException {
    String repository = "/repo/git" + world.machine().newNumber();
    web().run("git init -q --bare -b main " + repository).succeeded();
    Path clone = world.machine().newFile("clone");
    git(Path.of("/"), "clone", "-q", remote(repository), clone.toString());
    commit(clone, "one");
    git(clone, "push", "-q", "origin", "main");
    assertThat(web().run("git -C %s log --format=%%s main".formatted(repository)).out())
        .isEqualTo("one\n");
    Path second = world.machine().newFile("second");
    git(Path.of("/"), "clone", "-q", remote(repository), second.toString());
    assertThat(Files.readString(second.resolve("one"))).isEqualTo("one");
    commit(clone, "two");
    git(clone, "push", "-q", "origin", "main");
    git(second, "fetch", "-q");
    assertThat(git(second, "log", "--format=%s", "origin/main").out()).isEqualTo("two\none\n");
    assertThat(
            git(
                    Path.of("/"),
                    "ls-remote",
                    "ssh://%s@127.0.0.1:%d%s"
                        .formatted(login(), world.gateway().port(), repository))
                .out())
        .contains("refs/heads/main");
  }

  private Path sample() throws IOException {
    Path folder = world.machine().folder("sample");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/in it's.txt"), "deep\n");
    Files.write(folder.resolve("large.bin"), new byte[3_000_000]);
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("deep/in it's.txt"));
    for (String name : List.of("deep/in it's.txt", "large.bin", "run.sh", "deep")) {
      Files.setLastModifiedTime(folder.resolve(name), LONG_AGO);
    }
    return folder;
  }

  /** Names, modes and times of all that is below a folder. */
  private static List<String> listing(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder).sorted()) {
      for (Path path : all.skip(1).toList()) {
        boolean link = Files.isSymbolicLink(path);
        lines.add(
            "%s %s %s"
                .formatted(
                    folder.relativize(path),
                    link
                        ? Files.readSymbolicLink(path)
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                    link ? "" : Files.getLastModifiedTime(path)));
      }
    }
    return lines;
  }

  private void commit(Path clone, String name) throws IOException {
    Files.writeString(clone.resolve(name), name, StandardCharsets.UTF_8);
    git(clone, "checkout", "-q", "-B", "main");
    git(clone, "add", name);
    git(
        clone,
        "-c",
        "user.name=alice",
        "-c",
        "user.email=alice@example.org",
        "commit",
        "-q",
        "-m",
        name);
  }

  private Result git(Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of("git", "-C", folder.toString()));
    all.addAll(List.of(words));
    return world
        .machine()
        .program(all)
        .with("GIT_SSH_COMMAND", command())
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .run()
        .succeeded();
  }

  private Result rsync(String... words) {
    List<String> all = new ArrayList<>(List.of("rsync", "-e", command()));
    all.addAll(List.of(words));
    return world.machine().program(all).within(Machine.LONG_LIMIT).run().succeeded();
  }

  private String remote(String path) {
    return login() + "@127.0.0.1:" + path;
  }

  private String login() {
    return world.tools().name() + "+web.1";
  }

  private Ssh web() {
    return world.ssh().as(login());
  }

  /** The ssh that these tools start, as a line. */
  private String command() {
    List<String> words = web().command().words();
    return String.join(" ", words.subList(0, words.size() - 1));
  }
}
