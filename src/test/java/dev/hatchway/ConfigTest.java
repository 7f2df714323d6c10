package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code config}: the variables of an app, their values only for those who may run. */
@InWorld
class ConfigTest {
  private static final String ODD = "it's\n a $VALUE \"of\" `two` lines\\";

  private final World world;

  ConfigTest(World world) {
    this.world = world;
  }

  @Test
  void theNamesAreListedInOrderAndNoValue() {
    List<String> names = world.ssh().run("config").succeeded().out().lines().toList();
    assertThat(names)
        .isSorted()
        .contains("DATABASE_URL", "EMPTY", "GREETING", "PATH", "RAILS_ENV")
        .doesNotContain("QUEUE")
        .allMatch(name -> name.matches("[A-Z_]+"));
  }

  @Test
  void jsonMasksTheValuesUnlessTheyAreShown() throws IOException {
    JsonNode masked = json(world.ssh().run("config", "--format", "json"));
    assertThat(masked.path("DATABASE_URL").asText()).isEqualTo("***");
    JsonNode shown = json(world.ssh().run("config", "--show", "--json"));
    assertThat(shown.path("DATABASE_URL").asText()).contains(SampleApp.SECRET);
    assertThat(shown.path("EMPTY").asText()).isEmpty();
    assertThat(world.gateway().log()).doesNotContain(SampleApp.SECRET);
  }

  @Test
  void shownValuesCanBeReadByAShell() {
    try (OwnApp app = OwnApp.in(world)) {
      app.start("web.1", "exec sleep 1000", "--env", "ODD=" + ODD, "--env", "EMPTY=");
      String lines = app.ssh().run("config", "--show").succeeded().out();
      assertThat(lines).contains("EMPTY=\n", "PATH=/bin:/sbin:/usr/bin\n");
      Path file = world.machine().file("env", lines.getBytes(StandardCharsets.UTF_8));
      String script = ". " + file + "; printf %s \"$ODD\"";
      assertThat(world.machine().program("sh", "-c", script).run().succeeded().out())
          .isEqualTo(ODD);
      String atTerminal = app.ssh().withTerminal().run("config", "--show").succeeded().out();
      assertThat(atTerminal).contains("\\n a $VALUE");
    }
  }

  @Test
  void whoMayNotRunSeesNoValue() {
    Home home = world.gateway().home();
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "watcher");
    home.authorize("verbs=\"ps,logs\" " + Home.publicKey(key));
    Ssh watcher = world.ssh().with(key);
    assertThat(watcher.run("config").succeeded().out()).contains("RAILS_ENV\n");
    Result refused = watcher.run("config", "--show");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith(" !     your key does not allow run");
  }

  @Test
  void aDeclaredAppHasTheVariablesOfItsFileAndItsImage() {
    Home home = Home.create(world.machine());
    home.app(
        "declared",
        """
        image: %s
        processes:
          web: sleep 1000
        env: {RAILS_ENV: production, SECRET: "%s"}
        """
            .formatted(world.images().busybox(), SampleApp.SECRET));
    try (TestGateway gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh("declared");
      assertThat(ssh.run("config").succeeded().out()).isEqualTo("PATH\nRAILS_ENV\nSECRET\n");
      assertThat(ssh.run("config", "--show").succeeded().out())
          .isEqualTo(
              "PATH=/bin:/sbin:/usr/bin\nRAILS_ENV=production\nSECRET=%s\n"
                  .formatted(SampleApp.SECRET));
      assertThat(gateway.log()).doesNotContain(SampleApp.SECRET);
    }
  }

  private static JsonNode json(Result result) throws IOException {
    return new ObjectMapper().readTree(result.succeeded().bytes());
  }
}
