package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.container.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PsJsonTest {
  /** Scripts rely on them: a change is a breaking one. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "app",
          "process",
          "number",
          "state",
          "command",
          "created",
          "started",
          "exitCode",
          "cpu",
          "memory",
          "release",
          "image",
          "container",
          "node",
          "user",
          "deadline",
          "attached");

  @Test
  void everyProcessHasEveryKey() throws Exception {
    JsonNode all =
        json(
            Map.of(),
            SampleProcess.running("web", 1, "puma"),
            SampleProcess.ended(7, 1, "rake"),
            SampleProcess.created(8));
    assertThat(all.size()).isEqualTo(3);
    for (JsonNode each : all) {
      assertThat(each.fieldNames()).toIterable().containsExactlyElementsOf(KEYS);
    }
  }

  @Test
  void aProcessOfTheFormationIsDescribed() throws Exception {
    Process web = SampleProcess.running("web", 1, "puma", "-C", "config file.rb");
    JsonNode json = json(Map.of(web, new Usage(0.5, 123_456)), web).path(0);
    assertThat(json)
        .hasToString(
            """
            {"name":"web.1","app":"shop","process":"web","number":1,"state":"running",\
            "command":["puma","-C","config file.rb"],"created":"2026-11-21T10:00:00.123Z",\
            "started":"2026-11-21T10:00:01.000Z","exitCode":null,"cpu":0.5,"memory":123456,\
            "release":3,"image":"%s","container":"%s","node":"host1","user":null,\
            "deadline":null,"attached":null}"""
                .formatted(SampleProcess.IMAGE, SampleProcess.ID));
  }

  @Test
  void anEndedOneOffHasItsCodeItsUserAndItsDeadline() throws Exception {
    JsonNode ended = json(Map.of(), SampleProcess.ended(7, 0, "rake")).path(0);
    assertThat(ended.path("exitCode").isInt()).isTrue();
    assertThat(ended.path("exitCode").asInt()).isZero();
    assertThat(ended.path("user").asText()).isEqualTo("alice");
    assertThat(ended.path("deadline").asText()).isEqualTo("2026-11-22T10:00:00.000Z");
    assertThat(ended.path("cpu").isNull()).isTrue();
  }

  @Test
  void whatIsNotKnownIsNull() throws Exception {
    JsonNode created = json(Map.of(), SampleProcess.created(8)).path(0);
    for (String key :
        List.of("started", "exitCode", "cpu", "memory", "release", "node", "user", "deadline")) {
      assertThat(created.path(key).isNull()).as(key).isTrue();
    }
    assertThat(created.path("command").isArray()).isTrue();
  }

  @Test
  void nothingIsAnEmptyArray() {
    assertThat(ps(Map.of()).of(List.of())).isEqualTo("[]");
  }

  /** Web is of the third release, and the engine does not tell its machine's name. */
  private static PsJson ps(Map<Process, Usage> usage) {
    Release third =
        new Release(3, SampleProcess.IMAGE, "shop:42", SampleProcess.CREATED, "compose");
    return new PsJson(
        usage,
        process -> process.oneOff() ? Optional.empty() : Optional.of(third),
        process -> process.oneOff() ? Optional.empty() : Optional.of("host1"),
        process -> process.oneOff() ? Optional.of(2) : Optional.empty());
  }

  private static JsonNode json(Map<Process, Usage> usage, Process... processes) throws Exception {
    return new JsonMapper().readTree(ps(usage).of(List.of(processes)));
  }
}
