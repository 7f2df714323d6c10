package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A one-off is a copy of production, without what would make it a part of production. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneOffCopyTest {
  private final World world;
  private final String name;
  private final JsonNode web;
  private final JsonNode oneOff;

  OneOffCopyTest(World world) {
    this.world = world;
    String process = world.ssh().run("run", "--keep", "echo $DYNO").succeeded().out().strip();
    this.name = world.app().name() + "." + process;
    this.web = world.engine().inspect(world.app().container("web", 1));
    this.oneOff = world.engine().inspect(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Image",
        "/Config/User",
        "/Config/WorkingDir",
        "/HostConfig/Memory",
        "/HostConfig/NanoCpus",
        "/HostConfig/Ulimits",
        "/HostConfig/ExtraHosts",
        "/HostConfig/DnsSearch",
        "/HostConfig/CapDrop",
        "/HostConfig/SecurityOpt"
      })
  void theOneOffHasItFromProduction(String path) {
    assertThat(web.at(path).isMissingNode()).isFalse();
    assertThat(oneOff.at(path)).hasToString(web.at(path).toString());
  }

  @Test
  void theEnvironmentIsThatOfWebToTheByte() {
    List<String> expected = texts(web.at("/Config/Env"));
    expected.removeIf(entry -> entry.matches("(VIRTUAL_HOST|LETSENCRYPT_HOST)=.*"));
    expected.add("DYNO=" + name.substring(world.app().name().length() + 1));
    assertThat(texts(oneOff.at("/Config/Env"))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void anEntrypointThatProductionTookAwayDoesNotComeBack() {
    TestEngine engine = world.engine();
    String image = "hatchway-test-entrypoint:" + engine.named("run");
    String entrypoint = "ENTRYPOINT [\"/bin/echo\", \"entered\"]";
    engine.docker("commit", "--change", entrypoint, world.app().container("worker", 1), image);
    String app = engine.named("unwrapped");
    Map<String, String> labels =
        Map.of("hatchway.app", app, "hatchway.process", "web", "hatchway.number", "1");
    List<String> without = List.of("--entrypoint", "");
    SampleApp.started(engine, app, labels, without, image, SampleApp.IDLE);
    Ssh ssh = world.ssh().as(app);
    await().atMost(Machine.LIMIT).until(() -> ssh.run("ps").out().contains("web.1"));
    assertThat(ssh.run("run", "echo", "plain").out()).isEqualTo("plain\n");
    engine.docker("rm", "-f", app);
  }

  @Test
  void theProgramSeesTheEnvironment() {
    String environment = world.ssh().run("run", "env").out();
    assertThat(environment.lines())
        .contains("RAILS_ENV=production", "EMPTY=", "GREETING=it's  two words")
        .contains("DATABASE_URL=postgres://shop:" + SampleApp.SECRET + "@db/shop")
        .noneMatch(
            line -> line.startsWith("VIRTUAL_HOST=") || line.startsWith("LETSENCRYPT_HOST="));
  }

  @Test
  void theProgramRunsAsTheSameUserInTheSameFolder() {
    assertThat(world.ssh().run("run", "id", "-u").out().strip())
        .isEqualTo(Integer.toString(SampleApp.USER));
    assertThat(world.ssh().run("run", "/bin/pwd").out()).isEqualTo("/srv\n");
    assertThat(world.ssh().run("run", "ulimit -Sn; ulimit -Hn").out()).isEqualTo("512\n1024\n");
  }

  @Test
  void theNetworkReachesOtherProcessesByTheirAlias() {
    assertThat(world.ssh().run("run", "wget", "-qO-", "http://web:8080/index.html").out())
        .isEqualTo("hello from web\n");
    assertThat(world.ssh().run("run", "grep", "db.example", "/etc/hosts").out())
        .startsWith("10.9.8.7");
  }

  @Test
  void volumesAndBindMountsAreTheSame() {
    world.ssh().run("enter", "web.2", "echo from web > /data/note").succeeded();
    assertThat(world.ssh().run("run", "cat", "/data/note").out()).isEqualTo("from web\n");
    assertThat(world.ssh().run("run", "touch", "/bound/file").code()).isNotZero();
    assertThat(texts(oneOff.at("/Mounts"), "Destination")).contains("/data", "/bound");
  }

  @Test
  void itsOwnFileSystemIsGoneWithIt() {
    world.ssh().run("run", "echo mine > /tmp/mine").succeeded();
    assertThat(world.ssh().run("run", "[ -e /tmp/mine ] || echo gone").out()).isEqualTo("gone\n");
  }

  @Test
  void nothingMakesItAPartOfTheFormation() {
    assertThat(oneOff.at("/HostConfig/PortBindings").size()).isZero();
    assertThat(oneOff.at("/HostConfig/PublishAllPorts").asBoolean()).isFalse();
    assertThat(oneOff.at("/HostConfig/RestartPolicy/Name").asText()).isIn("", "no");
    assertThat(texts(network().at("/Aliases")))
        .doesNotContain("web", world.app().container("web", 1));
    assertThat(texts(oneOff.at("/Config/Healthcheck/Test"))).isSubsetOf("NONE");
    assertThat(oneOff.at("/Config/Labels").fieldNames())
        .toIterable()
        .noneMatch(label -> label.startsWith("traefik") || label.startsWith("caddy"));
  }

  @Test
  void theAliasOfWebNeverLeadsToAOneOff() {
    String script = "for i in 1 2 3 4 5 6; do nslookup web 127.0.0.11; done; hostname -i";
    String text = world.ssh().run("run", script).out();
    List<String> lines = text.lines().toList();
    String own = lines.getLast().strip();
    assertThat(lines.subList(0, lines.size() - 1)).noneMatch(line -> line.endsWith(" " + own));
  }

  @Test
  void composeSeesAOneOffOfTheService() {
    JsonNode labels = oneOff.at("/Config/Labels");
    assertThat(labels.path("com.docker.compose.oneoff").asText()).isEqualTo("True");
    assertThat(labels.path("com.docker.compose.project").asText()).isEqualTo(world.app().name());
  }

  @Test
  void itsLabelsSayWhatItIsAndWhose() {
    JsonNode labels = oneOff.at("/Config/Labels");
    assertThat(labels.path("hatchway.app").asText()).isEqualTo(world.app().name());
    assertThat(labels.path("hatchway.process").asText()).isEqualTo("run");
    assertThat(name).endsWith(".run." + labels.path("hatchway.number").asText());
    assertThat(labels.path("hatchway.user").asText()).isEqualTo("alice");
    assertThat(labels.path("hatchway.session").asText()).isNotBlank();
    assertThat(labels.path("hatchway.deadline").asText()).isNotBlank();
  }

  @Test
  void itsFirstProcessIsDockersInit() {
    assertThat(oneOff.at("/HostConfig/Init").asBoolean()).isTrue();
    assertThat(oneOff.at("/HostConfig/AutoRemove").asBoolean()).isFalse();
  }

  @Test
  void anAppOfDokkuIsMarkedForDokku() {
    String app = world.others().dokku();
    String process =
        world.ssh().as(app).run("run", "--keep", "echo $DYNO").succeeded().out().strip();
    JsonNode labels = world.engine().inspect(app + "." + process).at("/Config/Labels");
    assertThat(labels.path("com.dokku.container-type").asText()).isEqualTo("run");
    assertThat(labels.path("com.dokku.app-name").asText()).isEqualTo(app);
    assertThat(labels.path("com.dokku.process-type").asText()).isNotEqualTo("web");
    world.engine().docker("rm", "-f", app + "." + process);
  }

  @AfterAll
  void removeTheKeptOne() {
    world.engine().docker("rm", "-f", name);
    world.engine().awaitNoOneOffs(world.app().name());
  }

  private JsonNode network() {
    return oneOff.at("/NetworkSettings/Networks").path(world.app().network());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.path(field).asText()));
    return texts;
  }
}
