package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a session costs the engine once the gateway knows app and image. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineCallsTest {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final World world;
  private final EngineProxy proxy;
  private final TestGateway gateway;
  private final Ssh ssh;
  private final String web;

  EngineCallsTest(World world) {
    this.world = world;
    String app = world.app().name();
    Path socket = world.machine().newFile("engine.sock");
    this.proxy = EngineProxy.start(world.engine().socket(), socket);
    this.gateway =
        TestGateway.start(Home.create(world.machine()), "--docker-host", EngineProxy.host(socket));
    this.ssh = gateway.ssh(app);
    this.web = world.engine().inspect(world.app().container("web", 1)).path("Id").asText();
    ssh.run("run", "true").succeeded();
    ssh.run("enter", "web.1", "true").succeeded();
    awaitNothingLeft();
  }

  @AfterAll
  void close() {
    try (proxy) {
      gateway.close();
    }
  }

  @Test
  void aCommandInARunningContainerCostsThreeCalls() {
    assertThat(callsOf("enter", "web.1", "true"))
        .containsExactly("POST /containers/ID/exec", "POST /exec/ID/start", "GET /exec/ID/json");
  }

  @Test
  void aOneOffCostsFiveCalls() {
    assertThat(callsOf("run", "true"))
        .containsExactly(
            "POST /containers/create",
            "POST /containers/ID/attach",
            "POST /containers/ID/wait",
            "POST /containers/ID/start",
            "DELETE /containers/ID");
  }

  @Test
  void aListOfNamesCostsNone() {
    assertThat(callsOf("ps", "--format", "names")).isEmpty();
  }

  /**
   * Other containers of a shared engine come and go meanwhile, and the gateway keeps its sign of
   * life; what that costs is not counted.
   */
  private List<String> callsOf(String... words) {
    int before = proxy.calls().size();
    ssh.run(words).succeeded();
    awaitNothingLeft();
    List<String> calls = proxy.calls().subList(before, proxy.calls().size());
    Set<String> own =
        calls.stream()
            .filter(call -> !call.startsWith("GET /containers/"))
            .flatMap(call -> ID.matcher(call).results().map(MatchResult::group))
            .collect(Collectors.toSet());
    own.add(web);
    return calls.stream()
        .filter(call -> !call.contains(" /volumes"))
        .filter(
            call -> !call.startsWith("GET /containers/") || own.stream().anyMatch(call::contains))
        .map(call -> ID.matcher(call).replaceAll("ID"))
        .toList();
  }

  private void awaitNothingLeft() {
    world.engine().awaitNoOneOffs(world.app().name());
  }
}
