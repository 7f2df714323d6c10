package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked: {@code ps}, {@code apps}, {@code whoami}, {@code help}, {@code version}. */
@InWorld
class ListingTest {
  private final World world;

  ListingTest(World world) {
    this.world = world;
    world.gateway();
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void namesAreListedOneALine() {
    assertThat(world.ssh().run("ps", "--format", "names").out())
        .isEqualTo("web.1\nweb.2\nworker.1\n");
    assertThat(world.ssh().run("ps", "--format=names", "worker").out()).isEqualTo("worker.1\n");
  }

  @Test
  void theTableHasAlignedColumns() {
    List<String> lines = world.ssh().run("ps").succeeded().out().lines().toList();
    assertThat(lines.getFirst().split(" +", 0))
        .containsExactly("NAME", "STATE", "COMMAND", "CREATED", "CPU", "MEM", "RELEASE", "USER");
    int state = lines.getFirst().indexOf("STATE");
    assertThat(lines).hasSize(4);
    assertThat(lines.subList(1, 4)).allMatch(line -> line.substring(state).startsWith("running"));
    assertThat(lines.get(1)).startsWith("web.1 ").contains("httpd -f");
  }

  @Test
  void jsonHasTheSameKeysForEveryProcess() throws IOException {
    JsonNode all = json(world.ssh().run("ps", "--format", "json"));
    assertThat(all).hasSize(3);
    for (JsonNode process : all) {
      assertThat(process.fieldNames())
          .toIterable()
          .contains("name", "app", "process", "number", "state", "command", "created", "started")
          .contains("exitCode", "cpu", "memory", "release", "image", "container", "node", "user")
          .contains("deadline", "attached");
      assertThat(process.path("app").asText()).isEqualTo(world.app().name());
      assertThat(process.path("state").asText()).isEqualTo("running");
      assertThat(process.path("exitCode").isNull()).isTrue();
      assertThat(process.path("container").asText()).matches("[0-9a-f]{64}");
    }
    assertThat(all.get(1).path("name").asText()).isEqualTo("web.2");
    assertThat(all.get(1).path("number").asInt()).isEqualTo(2);
    assertThat(all.get(1).path("command").get(0).asText()).isEqualTo("httpd");
  }

  @Test
  void herokusFormatHasABlockForEachType() {
    assertThat(world.ssh().run("ps", "--format", "heroku").out())
        .contains("=== web")
        .contains("(2)")
        .contains("=== worker")
        .contains("web.1")
        .contains("web.2");
  }

  @Test
  void aRunningOneOffIsListedWithItsUser() throws IOException {
    try (var running = world.ssh().start("run", "echo $DYNO; exec sleep 600")) {
      running.awaitOutput("\n");
      String name = running.outSoFar().strip();
      JsonNode all = json(world.ssh().run("ps", "--format", "json", "run"));
      assertThat(all.get(0).path("name").asText()).isEqualTo(name);
      assertThat(all.get(0).path("user").asText()).isEqualTo("alice");
      world.ssh().run("stop", name).succeeded();
    }
  }

  @Test
  void theGatewaysAccountListsAllApps() throws IOException {
    assertThat(gatewaysAccount().run("apps").out())
        .contains(world.app().name(), world.others().dokku(), world.others().own());
    JsonNode all = json(gatewaysAccount().run("apps", "--format", "json"));
    JsonNode shop =
        StreamSupport.stream(all.spliterator(), false)
            .filter(app -> app.path("name").asText().equals(world.app().name()))
            .findFirst()
            .orElseThrow();
    assertThat(shop.path("source").asText()).isNotBlank();
    assertThat(shop.path("processes"))
        .hasToString("[{\"type\":\"web\",\"count\":2},{\"type\":\"worker\",\"count\":1}]");
  }

  @Test
  void whoamiShowsTheKeyThatSigned() {
    for (Ssh account : List.of(world.ssh(), gatewaysAccount())) {
      String text = account.run("whoami").succeeded().out();
      assertThat(text).contains("alice").contains(fingerprint());
    }
  }

  @Test
  void helpNamesEveryCommand() {
    Result result = world.ssh().run("help");
    assertThat(result.out()).contains("run", "enter", "ps", "logs", "stop", "whoami");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help run", "run --help", "help enter", "enter --help"})
  void helpForOneCommandShowsItsOptions(String line) {
    Result result = world.ssh().run(line);
    assertThat(result.out()).contains("--env");
    assertThat(result.code()).isZero();
  }

  @Test
  void theVersionIsAnswered() {
    assertThat(world.ssh().run("version").succeeded().out()).containsPattern("[0-9]+\\.[0-9]+");
  }

  @Test
  void valuesOfTheEnvironmentAreNeverListedOrLogged() {
    String listed = world.ssh().run("ps", "--format", "json").out() + world.ssh().run("ps").out();
    assertThat(listed).doesNotContain(SampleApp.SECRET);
    world.ssh().run("run", "-e", "TOKEN=another-secret", "true").succeeded();
    assertThat(world.gateway().log()).doesNotContain(SampleApp.SECRET, "another-secret");
  }

  private Ssh gatewaysAccount() {
    return world.ssh().as("hatchway");
  }

  private String fingerprint() {
    String key = world.gateway().home().key() + ".pub";
    return world
        .machine()
        .program("ssh-keygen", "-lf", key)
        .run()
        .succeeded()
        .out()
        .split(" ", 3)[1];
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.succeeded().bytes());
  }
}
