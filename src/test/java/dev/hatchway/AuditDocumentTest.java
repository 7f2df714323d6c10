package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hatchway.audit.AuditFolder;
import dev.hatchway.audit.AuditLog;
import dev.hatchway.audit.Event;
import dev.hatchway.audit.SampleEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@code docs/audit.md} says of the log is so, and its lines work when they are pasted. */
@InWorld
class AuditDocumentTest {
  private static final String DOCUMENT = Home.read(Path.of("docs/audit.md"));
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|(.*)\\|$");
  private static final Pattern KEY = Pattern.compile("`([a-zA-Z0-9]+)`");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final List<String> FIRST = List.of("v", "seq", "time", "event");

  private final Machine machine;
  private final Path home;

  AuditDocumentTest(World world) throws Exception {
    this.machine = world.machine();
    this.home = machine.folder("home");
    try (AuditLog log =
        AuditLog.open(
            AuditFolder.of(home), 1L << 20, () -> Instant.parse("2026-11-21T10:00:00Z"))) {
      for (Event event : SampleEvents.all()) {
        log.append(event);
      }
    }
  }

  @Test
  void everyEventIsDescribedWithItsKeysInTheirOrder() throws Exception {
    var described = new TreeMap<String, List<String>>();
    for (Matcher row = ROW.matcher(DOCUMENT); row.find(); ) {
      List<String> keys = new ArrayList<>(FIRST);
      KEY.matcher(row.group(2)).results().forEach(key -> keys.add(key.group(1)));
      keys.add("prev");
      described.putIfAbsent(row.group(1), keys);
    }
    var written = new TreeMap<String, List<String>>();
    for (String line : Home.read(home.resolve("var/audit/events.jsonl")).lines().toList()) {
      JsonNode event = new JsonMapper().readTree(line);
      List<String> keys = new ArrayList<>();
      event.fieldNames().forEachRemaining(keys::add);
      written.put(event.path("event").asText(), keys);
    }
    described.keySet().retainAll(written.keySet());
    assertThat(described).isEqualTo(written);
    assertThat(written).hasSize(Event.class.getPermittedSubclasses().length);
  }

  @TestFactory
  Stream<DynamicTest> everyLineWorksWhenItIsPasted() {
    List<String> lines =
        BLOCK.matcher(DOCUMENT).results().flatMap(block -> block.group(1).lines()).toList();
    assertThat(lines).hasSizeGreaterThan(6);
    return lines.stream()
        .map(
            line ->
                DynamicTest.dynamicTest(line, () -> assertThat(paste(line)).as(line).isNotBlank()));
  }

  private String paste(String line) {
    String here =
        "set -o pipefail; "
            + line.replace("/srv/hatchway", home.toString())
                .replace("--since 2h", "--since 2026-11-21")
                .replace("\"out\"", "\"in\"");
    Result result =
        machine
            .program("bash", "-c", here)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run()
            .succeeded();
    assertThat(result.err()).isEmpty();
    return result.out();
  }
}
