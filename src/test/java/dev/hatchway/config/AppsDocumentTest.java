package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.DeclaredApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document of the declared apps says only what is so: its examples are read. */
class AppsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/apps.md");
  private static final Path EXAMPLE = Path.of("conf/apps/shop.yaml.example");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
  private static final Pattern KEY = Pattern.compile("(?m)^(?:# )?([a-z-]+):");

  @TempDir Path home;
  private Path folder = Path.of("");

  @BeforeEach
  void writeTheFilesThatTheExamplesName() throws IOException {
    folder = Files.createDirectories(home.resolve("conf/apps"));
    Files.createDirectory(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/Procfile"), blocks("procfile").getFirst());
    Files.writeString(folder.resolve("shop/common.env"), "PORT=80\nFIRST=1\n");
    Files.writeString(home.resolve("secrets.env"), blocks("env").getFirst());
  }

  @Test
  void everyExampleIsAnApp() throws IOException {
    assertThat(blocks("yaml")).hasSizeGreaterThanOrEqualTo(3);
    for (String yaml : blocks("yaml")) {
      assertThat(read(yaml).image()).hasToString("registry.example/shop:42");
    }
  }

  @Test
  void theExampleWithFilesHasTheirContents() throws IOException {
    String yaml =
        blocks("yaml").stream()
            .filter(text -> text.contains("procfile:"))
            .findFirst()
            .orElseThrow();
    DeclaredApp app = read(yaml);
    assertThat(app.processes()).containsEntry("web", "bundle exec puma -p $PORT").hasSize(2);
    assertThat(app.env())
        .containsEntry("FIRST", "1")
        .containsEntry("PORT", "8080")
        .containsEntry("GREETING", "two words");
  }

  @Test
  void itsTableHasEveryKeyAndTheExamplesHaveToo() throws IOException {
    List<String> table = found(ROW, Files.readString(DOCUMENT)).toList();
    String known = knownKeys();
    assertThat(String.join(", ", new TreeSet<>(table))).isEqualTo(known);
    TreeSet<String> shown = new TreeSet<>();
    blocks("yaml").forEach(yaml -> found(KEY, yaml).forEach(shown::add));
    assertThat(String.join(", ", shown)).isEqualTo(known);
    assertThat(found(KEY, Files.readString(EXAMPLE)).distinct())
        .containsExactlyInAnyOrderElementsOf(table);
  }

  /** The message about an unknown key knows them all. */
  private String knownKeys() throws IOException {
    try {
      read("image: a\nqqqqqqqqqqqqqqqq: 1\n");
      throw new AssertionError("an unknown key was read");
    } catch (SettingsException e) {
      String message = String.valueOf(e.getMessage());
      String known = message.substring(message.indexOf("known here: ") + "known here: ".length());
      return String.join(", ", new TreeSet<>(List.of(known.split(", ", -1))));
    }
  }

  private DeclaredApp read(String yaml) throws IOException {
    String here = yaml.replace("/etc/shop/secrets.env", home.resolve("secrets.env").toString());
    Files.writeString(folder.resolve("shop.yaml"), here);
    return AppFiles.load(home).getFirst();
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }
}
