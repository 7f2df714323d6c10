package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code inspect}: all that is known of a process, and no secret. */
@InWorld
class InspectTest {
  private final World world;

  InspectTest(World world) {
    this.world = world;
  }

  @Test
  void aBlockOfKeysAndValuesTellsAboutAProcess() {
    Ssh ssh = world.ssh();
    await("release")
        .atMost(Machine.LIMIT)
        .until(() -> ssh.run("releases").succeeded().out().contains("v1"));
    String block = ssh.run("inspect", "web.1").succeeded().out();
    assertThat(block)
        .containsPattern("(?m)^name +web\\.1$")
        .containsPattern("(?m)^state +running$")
        .containsPattern("(?m)^command +httpd -f -p 8080 -h /srv$")
        .containsPattern("(?m)^image +" + world.images().busybox() + "$")
        .containsPattern("(?m)^image id +sha256:[0-9a-f]{64}$")
        .containsPattern("(?m)^release +v[0-9]+$")
        .containsPattern("(?m)^exit code +-$")
        .containsPattern("(?m)^user +app$")
        .containsPattern("(?m)^workdir +/srv$")
        .containsPattern("(?m)^cpu limit +1\\.5$")
        .containsPattern("(?m)^memory limit +256 MiB$")
        .containsPattern("(?m)^network +" + world.app().network() + " [0-9.]+$")
        .containsPattern("(?m)^mount +volume " + world.app().volume() + " at /data$")
        .containsPattern("(?m)^mount +bind /.* at /bound, read-only$")
        .containsPattern("(?m)^env +DATABASE_URL=\\*\\*\\*$")
        .containsPattern("(?m)^label +traefik\\.enable$");
    assertThat(block).doesNotContain(SampleApp.SECRET, "Host(", "two words", "production");
    assertThat(block.lines()).allMatch(line -> line.matches("[a-z ]+ {2,}.+"));
  }

  @Test
  void jsonHasTheKeysOfPsAndMore() throws IOException {
    for (String form : List.of("--format json", "--json")) {
      JsonNode node = json(world.ssh().run("ps:inspect " + form + " web.1"));
      JsonNode listed = json(world.ssh().run("ps", "web.1", "--format", "json")).get(0);
      assertThat(node.fieldNames()).toIterable().containsAll(listed::fieldNames);
      assertThat(node.path("container")).isEqualTo(listed.path("container"));
      assertThat(node.path("finished").isNull()).isTrue();
      assertThat(node.path("containerUser").asText()).isEqualTo("app");
      assertThat(node.path("workdir").asText()).isEqualTo("/srv");
      assertThat(node.path("restart").asText()).isEqualTo("always");
      assertThat(node.at("/limits/cpu").asDouble()).isEqualTo(1.5);
      assertThat(node.at("/limits/memory").asLong()).isEqualTo(SampleApp.MEMORY_BYTES);
      assertThat(node.at("/limits/processes").isNull()).isTrue();
      assertThat(node.at("/networks/0/name").asText()).isEqualTo(world.app().network());
      assertThat(node.path("mounts")).hasSize(2);
      assertThat(node.path("env").properties()).allMatch(e -> e.getValue().asText().equals("***"));
      assertThat(node.path("env").has("RAILS_ENV")).isTrue();
      assertThat(node.path("labels").toString()).contains("com.docker.compose.project");
      assertThat(node.toString()).doesNotContain(SampleApp.SECRET, "Host(", "production");
    }
  }

  @Test
  void anEndedOneOffHasItsCodeAndNoValueThatCameWithIt() throws IOException {
    Ssh ssh = world.ssh();
    String name = ssh.run("run", "-d", "-e", "TOKEN=geheim", "exit 7").succeeded().out().strip();
    try {
      world.engine().docker("wait", name);
      String block = ssh.run("inspect", name).succeeded().out();
      assertThat(block)
          .containsPattern("(?m)^state +exited$")
          .containsPattern("(?m)^exit code +7$")
          .containsPattern("(?m)^started by +alice$")
          .containsPattern("(?m)^deadline +[0-9-]+T")
          .containsPattern("(?m)^finished +[0-9-]+T")
          .containsPattern("(?m)^env +TOKEN=\\*\\*\\*$")
          .doesNotContain("geheim");
      JsonNode node = json(ssh.run("inspect", name, "--format", "json"));
      assertThat(node.path("exitCode").asInt()).isEqualTo(7);
      assertThat(node.toString()).doesNotContain("geheim");
      assertThat(world.gateway().log()).doesNotContain("geheim", SampleApp.SECRET);
    } finally {
      world.engine().tried("rm", "-f", name);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    Result result = world.ssh().run("inspect", "web.9");
    assertThat(result.err()).startsWith(" !     no process web.9 in " + world.app().name());
    assertThat(result.code()).isEqualTo(2);
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.succeeded().bytes());
  }
}
