package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The sample project of {@code compose.yaml}, with its services started as Compose starts them: two
 * of {@code web} and one {@code worker} with a variable, a volume and a network without a way out.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleProjectTest {
  private static final Path FILE = Path.of("compose.yaml");
  private static final Pattern SSH_LINE = Pattern.compile("(?m)^#\\s+(ssh .*)$");
  private static final List<String> SERVICES = List.of("web", "worker");
  private static final String LABEL = "com.docker.compose.";

  private final World world;
  private final String project;
  private final JsonNode compose;

  SampleProjectTest(World world) throws IOException {
    this.world = world;
    this.project = world.engine().named("sample");
    this.compose = new YAMLMapper().readTree(Files.readString(FILE));
  }

  @BeforeAll
  void start() {
    TestEngine engine = world.engine();
    engine.docker("network", "create", "--internal", "--label", engine.label(), of("private"));
    engine.docker("volume", "create", "--label", engine.label(), of("data"));
    for (String service : SERVICES) {
      int replicas = service(service).path("deploy").path("replicas").asInt(1);
      IntStream.rangeClosed(1, replicas).forEach(number -> start(service, number));
    }
  }

  @AfterAll
  void nothingIsLeftOver() {
    world.engine().awaitNoOneOffs(project);
  }

  @Test
  void everyLineAtTheTopOfTheFileWorks() throws IOException {
    PasteShell shell = new PasteShell(world.gateway().ssh(project));
    List<String> lines =
        SSH_LINE.matcher(Files.readString(FILE)).results().map(line -> line.group(1)).toList();
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(lines).allSatisfy(line -> assertThat(shell.paste(line).code()).as(line).isZero());
  }

  @Test
  void allOfItsProcessesAreListed() {
    assertThat(ssh().run("ps", "--format", "names").succeeded().out())
        .isEqualTo("web.1\nweb.2\nworker.1\n");
  }

  @Test
  void enterWithATerminalShowsTheShellOfThatContainer() {
    String hostname = ssh().run("enter", "web.2", "hostname").succeeded().out().strip();
    Program shell = ssh().withTerminal().command("enter", "web.2");
    String shown = shell.reading("hostname; echo $GREETING; exit\n").run().succeeded().out();
    assertThat(shown).contains("# ", hostname + "\r\n", "hello\r\n");
    assertThat(world.engine().inspect(of("web-2")).path("Config").path("Hostname").asText())
        .isEqualTo(hostname);
  }

  @Test
  void aOneOffHasTheEnvironmentVolumeAndNetworkOfWeb() {
    assertThat(ssh().run("run", "env").succeeded().out()).contains("GREETING=hello\n");
    assertThat(ssh().run("run", "cat", "/data/www/index.html").succeeded().out())
        .isEqualTo("hello\n");
    assertThat(ssh().run("run", "wget", "-qO-", "http://web:8080/").succeeded().out())
        .isEqualTo("hello\n");
  }

  private Ssh ssh() {
    return world.gateway().ssh(project);
  }

  private JsonNode service(String name) {
    return compose.path("services").path(name);
  }

  private String of(String part) {
    return project + (part.matches("web.*|worker.*") ? "-" : "_") + part;
  }

  private void start(String service, int number) {
    JsonNode wanted = service(service);
    Map<String, String> labels =
        Map.of(
            LABEL + "project",
            project,
            LABEL + "service",
            service,
            LABEL + "container-number",
            Integer.toString(number),
            LABEL + "oneoff",
            "False",
            LABEL + "config-hash",
            "0");
    List<String> options = new ArrayList<>(List.of("--network", of("private")));
    options.addAll(List.of("--network-alias", service));
    if (wanted.path("init").asBoolean()) {
      options.add("--init");
    }
    wanted
        .path("environment")
        .properties()
        .forEach(
            variable ->
                options.addAll(
                    List.of("--env", variable.getKey() + "=" + variable.getValue().asText())));
    texts(wanted.path("volumes"))
        .forEach(volume -> options.addAll(List.of("--volume", project + "_" + volume)));
    SampleApp.started(
        world.engine(),
        of(service + "-" + number),
        labels,
        options,
        world.images().busybox(),
        texts(wanted.path("command")));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toList());
  }
}
