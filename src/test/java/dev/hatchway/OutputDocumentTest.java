package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of {@code docs/output.md} against what the commands print. */
@InWorld
class OutputDocumentTest {
  private static final Pattern KEY = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\|");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final World world;

  OutputDocumentTest(World world) {
    this.world = world;
    world.app();
    world.gateway();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "apps", "releases"})
  void everyKeyIsDescribedInItsOrder(String command) {
    List<String> described =
        KEY.matcher(section(command)).results().map(match -> match.group(1)).toList();
    assertThat(described).isNotEmpty();
    await().atMost(SOON).until(() -> !printed(command).isEmpty());
    for (JsonNode each : printed(command)) {
      List<String> keys = new ArrayList<>();
      each.fieldNames().forEachRemaining(keys::add);
      assertThat(keys).isEqualTo(described);
    }
  }

  private JsonNode printed(String command) {
    Result result = world.ssh().run(command, "--format", "json").succeeded();
    assertThat(result.out().lines()).hasSize(1);
    try {
      return new ObjectMapper().readTree(result.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String section(String command) {
    String text = Home.read(world.machine().project().resolve("docs/output.md"));
    int begin = text.indexOf("\n## " + command + "\n");
    assertThat(begin).as("a section about " + command).isPositive();
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
