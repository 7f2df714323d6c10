package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README says only what is so: each line of its blocks is pasted into a shell. */
@InWorld
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final Pattern COMMENT = Pattern.compile(" +# .*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*`) \\|");
  private static final Pattern FIRST_WORD = Pattern.compile("`([a-z]+)");
  private static final String HOME_OF_README = "/srv/hatchway";
  private static final String PUBLISHED = "0.0.0.0:2222";

  private final World world;

  ReadmeTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeOneOffs() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyBlockOfCommandsWorksWhenItIsPasted() {
    List<String> blocks =
        BLOCK.matcher(Home.read(README)).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    return blocks.stream()
        .map(block -> DynamicTest.dynamicTest(block.strip(), () -> pasteAll(block)));
  }

  @Test
  void everyCommandOfTheTableHasItsHelp() {
    List<String> names =
        ROW.matcher(Home.read(README))
            .results()
            .flatMap(row -> FIRST_WORD.matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .distinct()
            .toList();
    assertThat(names).contains("run", "enter", "bash", "logs", "whoami");
    assertThat(names)
        .allSatisfy(
            name -> assertThat(world.ssh().run("help", name).succeeded().out()).isNotBlank());
  }

  @Test
  void everyLinkLeadsToAFile() {
    assertThat(LINK.matcher(Home.read(README)).results().map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).exists());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hatchway",
        "demo",
        "demo-image",
        "demo-key",
        "check",
        "engine",
        "maven",
        "packages",
        "java-home"
      })
  void everyProgramExplainsItself(String name) {
    Result help = world.machine().program(Path.of("bin", name).toString(), "--help").run();
    assertThat(help.succeeded().out()).contains("usage: ").contains(name);
  }

  @Test
  void theExampleOfAnAppIsRight() throws IOException {
    Home home = Home.create(world.machine());
    home.app("shop", Files.readString(Path.of("conf/apps/shop.yaml.example")));
    Result check = hatchway("check --home " + home.folder()).run();
    assertThat(check.succeeded().out()).contains("settings");
  }

  private void pasteAll(String block) throws IOException {
    PasteShell shell = new PasteShell(world.newcomer());
    Files.createDirectories(shell.folder().resolve("dumps"));
    Files.writeString(shell.folder().resolve("dumps/shop.sql"), "select 1;\n");
    Path person = person();
    Path home = world.machine().newFile("srv");
    for (String line : block.lines().map(line -> COMMENT.matcher(line).replaceAll("")).toList()) {
      paste(shell, person, line.replace(HOME_OF_README, home.toString()));
    }
  }

  private void paste(PasteShell shell, Path person, String line) {
    switch (firstWord(line)) {
      // These take long or would change what is being tested: DemoTest runs the demo, and the
      // build has just made the program.
      case "bin/demo", "bin/maven" -> assertHelpNames(line);
      case "bin/hatchway" -> runHatchway(line.substring(line.indexOf(' ') + 1));
      default -> {
        Result result =
            line.contains("ssh ") || line.contains("scp ")
                ? shell.paste(line)
                : shell.program(line).with("HOME", person.toString()).run();
        assertThat(result.code()).as("%s%n%s", line, result).isZero();
      }
    }
  }

  private static String firstWord(String line) {
    return line.split(" ", 2)[0];
  }

  private void assertHelpNames(String line) {
    List<String> words = List.of(line.split(" ", -1));
    Result help = world.machine().program(words.getFirst(), "--help").run().succeeded();
    assertThat(help.out()).contains(words.getFirst());
    if (words.getFirst().equals("bin/demo")) {
      assertThat(words.stream().skip(1)).allSatisfy(word -> assertThat(help.out()).contains(word));
    }
  }

  private void runHatchway(String words) {
    if (!words.startsWith("serve ")) {
      hatchway(words).run().succeeded();
      return;
    }
    assertThat(words).endsWith(PUBLISHED);
    try (Running serve = hatchway(words.replace(PUBLISHED, "127.0.0.1:0")).start()) {
      await("ready line")
          .atMost(Machine.LIMIT)
          .failFast(serve::mustBeAlive)
          .until(() -> serve.errSoFar().contains("listening on"));
      serve.signal("TERM");
      serve.end().succeeded();
    }
  }

  private Program hatchway(String words) {
    return TestGateway.hatchway(world.machine(), List.of(words.split(" ", -1)));
  }

  /** The home folder of somebody who has a key. */
  private Path person() throws IOException {
    Path person = world.machine().folder("person");
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "operator");
    Files.createDirectories(person.resolve(".ssh"));
    Files.copy(Path.of(key + ".pub"), person.resolve(".ssh/id_ed25519.pub"));
    return person;
  }
}
