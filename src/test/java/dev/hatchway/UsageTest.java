package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code ps} of an app with 50 containers asks the engine for. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageTest {
  private static final int MANY = 50;

  private final World world;
  private final String app;
  private final EngineProxy proxy;
  private final TestGateway gateway;

  UsageTest(World world) {
    this.world = world;
    this.app = world.engine().named("many");
    Path socket = world.machine().newFile("engine.sock");
    this.proxy = EngineProxy.start(world.engine().socket(), socket);
    this.gateway =
        TestGateway.start(Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
  }

  @BeforeAll
  void startAll() {
    for (int number = 1; number <= MANY; number++) {
      SampleApp.started(
          world.engine(),
          container(number),
          OtherApps.own(app, "web", number),
          List.of("--network", "none"),
          world.images().busybox(),
          SampleApp.IDLE);
    }
  }

  @AfterAll
  void removeAll() {
    try (proxy) {
      gateway.close();
    }
    List<String> words = new ArrayList<>(List.of("rm", "--force"));
    for (int number = 1; number <= MANY; number++) {
      words.add(container(number));
    }
    world.engine().docker(words);
  }

  @Test
  void eachContainerIsAskedForOnceAndAllAtTheSameTime() throws IOException {
    List<String> expected =
        processes().stream()
            .map(process -> process.path("container").asText())
            .map(container -> "GET /containers/" + container + "/stats")
            .toList();
    int before = proxy.calls().size();
    proxy.holdUntil(MANY, "GET /containers/");
    List<JsonNode> processes = processes();
    assertThat(processes).hasSize(MANY);
    assertThat(processes).allMatch(process -> process.path("memory").asLong() > 0);
    assertThat(processes).allMatch(process -> process.path("cpu").isDouble());
    List<String> calls = proxy.calls().subList(before, proxy.calls().size());
    assertThat(calls.stream().filter(call -> call.endsWith("/stats")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theMachineIsNamed() throws IOException {
    String name = world.engine().docker("info", "--format", "{{.Name}}");
    assertThat(processes()).allMatch(process -> process.path("node").asText().equals(name));
  }

  private List<JsonNode> processes() throws IOException {
    List<JsonNode> processes = new ArrayList<>();
    Result result = gateway.ssh(app).run("ps", "--format", "json").succeeded();
    new ObjectMapper().readTree(result.bytes()).forEach(processes::add);
    return processes;
  }

  private String container(int number) {
    return app + ".web." + number;
  }
}
