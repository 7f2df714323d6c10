package dev.hatchway.docker;

import static dev.hatchway.docker.SampleProduction.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneOffRequestTest {
  private final SampleProduction production = new SampleProduction(EngineSocket.VERSION);
  private final SampleProduction newer =
      new SampleProduction(EngineSocket.VERSION.replace("1.41", "1.51"));
  private final JsonNode web = production.web();

  @AfterAll
  void close() throws IOException {
    production.close();
    newer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Binds",
        "Mounts",
        "Tmpfs",
        "NetworkMode",
        "LogConfig",
        "CapAdd",
        "CapDrop",
        "Dns",
        "DnsOptions",
        "DnsSearch",
        "ExtraHosts",
        "GroupAdd",
        "ReadonlyRootfs",
        "SecurityOpt",
        "ShmSize",
        "Sysctls",
        "CpuQuota",
        "CpuPeriod",
        "Memory",
        "MemorySwap",
        "MemoryReservation",
        "PidsLimit",
        "Ulimits"
      })
  void theHostConfigurationIsThatOfProduction(String key) {
    JsonNode expected = web.at("/HostConfig").path(key);
    assertThat(expected.asText() + expected.size()).as("the sample has it").isNotEqualTo("0");
    assertThat(usual().at("/HostConfig").path(key)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "WorkingDir", "Entrypoint", "Cmd", "StopSignal", "StopTimeout"})
  void theConfigurationIsThatOfProduction(String key) {
    assertThat(web.at("/Config").hasNonNull(key)).isTrue();
    assertThat(usual().path(key)).isEqualTo(web.at("/Config").path(key));
  }

  @Test
  void theImageIsTheOneThatRunsWhateverItsTagMeansNow() {
    assertThat(web.path("Image").asText()).startsWith("sha256:");
    assertThat(usual().path("Image")).isEqualTo(web.path("Image"));
  }

  @Test
  void nothingMakesItAPartOfTheFormation() {
    assertThat(web.at("/HostConfig/PortBindings").size()).isPositive();
    JsonNode host = usual().path("HostConfig");
    for (String key : List.of("PortBindings", "RestartPolicy", "AutoRemove", "PublishAllPorts")) {
      assertThat(host.has(key)).as(key).isFalse();
    }
    for (String key : List.of("ExposedPorts", "Hostname", "NetworkingConfig", "MacAddress")) {
      assertThat(usual().has(key)).as(key).isFalse();
    }
    assertThat(usual().at("/Healthcheck/Test")).hasToString("[\"NONE\"]");
    assertThat(host.path("Init").asBoolean()).isTrue();
  }

  @Test
  void theFirstNetworkIsTheModeAndTheOthersAreJoinedAfterwards() {
    assertThat(Template.of(web, production.image()).moreNetworks()).containsExactly("shop_back");
  }

  @Test
  void aTaskOfSwarmIsNotOnTheNetworkThatItNames() {
    JsonNode task = production.webWith("/HostConfig", host -> host.put("NetworkMode", "default"));
    Template template = Template.of(task, production.image());
    assertThat(template.hostConfig().path("NetworkMode").asText()).isEqualTo("shop_back");
    assertThat(template.moreNetworks()).containsExactly("shop_default");
  }

  @Test
  void aContainerOnTheEnginesOwnNetworkStaysThere() {
    JsonNode plain =
        production.webWith("", web -> web.withObject("/HostConfig").put("NetworkMode", "default"));
    ((ObjectNode) plain.at("/NetworkSettings")).putObject("Networks").putObject("bridge");
    Template template = Template.of(plain, production.image());
    assertThat(template.hostConfig().path("NetworkMode").asText()).isEqualTo("default");
  }

  @Test
  void whoSharesTheNetworkOfAnotherJoinsNoMore() {
    for (String mode : List.of("container:0123456789ab", "host", "none")) {
      JsonNode sharing = production.webWith("/HostConfig", host -> host.put("NetworkMode", mode));
      assertThat(Template.of(sharing, production.image()).moreNetworks()).as(mode).isEmpty();
    }
  }

  @Test
  void theEnvironmentIsTheProcessesWithoutWhatRoutesTraffic() {
    assertThat(texts(usual().path("Env")))
        .contains("RAILS_ENV=production", "DATABASE_URL=postgres://db/shop", "EMPTY=")
        .contains("DYNO=run.7")
        .noneMatch(entry -> entry.matches("(VIRTUAL|LETSENCRYPT)_HOST=.*"))
        // The image brings them, too, and a name alone takes its variable away.
        .contains("VIRTUAL_HOST", "LETSENCRYPT_HOST");
  }

  @Test
  void aVariableThatTheImageDoesNotBringIsNotNamed() {
    JsonNode body = production.oneOff(web, SampleProduction.plainImage(), new SamplePlan());
    assertThat(texts(body.path("Env"))).noneMatch(entry -> entry.contains("_HOST"));
  }

  @Test
  void aVariableOfThePersonWinsAndIsThereOnce() {
    SamplePlan plan = new SamplePlan().environment(Map.of("RAILS_ENV", "test", "DYNO", "mine"));
    List<String> variables = texts(production.oneOff(plan).path("Env"));
    assertThat(variables).contains("RAILS_ENV=test", "DYNO=mine");
    assertThat(variables).filteredOn(entry -> entry.startsWith("RAILS_ENV=")).hasSize(1);
    assertThat(variables).filteredOn(entry -> entry.startsWith("DYNO=")).hasSize(1);
  }

  @Test
  void limitsOfThePersonReplaceWhatWouldContradictThem() {
    SamplePlan plan = new SamplePlan().limits(500_000_000L, 64L << 20);
    JsonNode host = production.oneOff(plan).path("HostConfig");
    assertThat(host.path("Memory").asLong()).isEqualTo(64L << 20);
    assertThat(host.path("MemorySwap").asLong(-1)).isZero();
    assertThat(host.path("MemoryReservation").asLong(-1)).isZero();
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000L);
    assertThat(host.path("CpuQuota").asLong(-1)).isZero();
    assertThat(host.path("CpuPeriod").asLong(-1)).isZero();
  }

  @Test
  void linksAreAskedForAsTheEngineWantsThem() {
    JsonNode linked =
        production.webWith(
            "/HostConfig", host -> host.putArray("Links").add("/shop-db-1:/shop-web-1/db"));
    assertThat(
            production.oneOff(linked, production.image(), new SamplePlan()).at("/HostConfig/Links"))
        .hasToString("[\"shop-db-1:db\"]");
    assertThat(usual().at("/HostConfig").has("Links")).isFalse();
  }

  @Test
  void wordsUserAndFolderOfThePersonReplaceTheProcesses() {
    JsonNode own = production.oneOff(new SamplePlan().words("rake", "-T").as("2000").in("/tmp"));
    assertThat(own.path("Cmd")).hasToString("[\"rake\",\"-T\"]");
    assertThat(own.path("User").asText()).isEqualTo("2000");
    assertThat(own.path("WorkingDir").asText()).isEqualTo("/tmp");
    assertThat(own.path("Entrypoint")).isEqualTo(web.at("/Config/Entrypoint"));
  }

  @Test
  void noEntrypointIsOneEmptyWord() {
    assertThat(production.oneOff(new SamplePlan().entrypoint()).path("Entrypoint"))
        .hasToString("[\"\"]");
    assertThat(production.oneOff(new SamplePlan().entrypoint("a", "b")).path("Entrypoint"))
        .hasToString("[\"a\",\"b\"]");
  }

  @Test
  void onlyThePipeOfAClientEndsTheInput() {
    assertThat(streams(new SamplePlan())).isEqualTo("Tty=false OpenStdin=true StdinOnce=true");
    assertThat(streams(new SamplePlan().terminal(80, 24)))
        .isEqualTo("Tty=true OpenStdin=true StdinOnce=false");
    assertThat(streams(new SamplePlan().detached()))
        .isEqualTo("Tty=false OpenStdin=false StdinOnce=false");
  }

  @Test
  void theTerminalsKindAndSizeAreTheClients() {
    SamplePlan plan = new SamplePlan().terminal(120, 40);
    assertThat(texts(production.oneOff(plan).path("Env"))).contains("TERM=xterm-kitty");
    // Engine 20.10 does not know it there and is told right after the start.
    assertThat(production.oneOff(plan).at("/HostConfig").has("ConsoleSize")).isFalse();
    assertThat(newer.oneOff(plan).at("/HostConfig/ConsoleSize")).hasToString("[40,120]");
    SamplePlan unknown = new SamplePlan().terminal(0, 0);
    assertThat(newer.oneOff(unknown).at("/HostConfig").has("ConsoleSize")).isFalse();
  }

  @Test
  void whatIsKnownOfProductionIsLeftAsItWas() {
    String before = web.toString();
    production.oneOff(new SamplePlan().limits(1, 1).words("true"));
    assertThat(web).hasToString(before);
  }

  @Test
  void aDeclaredAppIsWhatItsFileSays() {
    Template template =
        Template.of(SamplePlan.declared(), Optional.of("web"))
            .withImage("shop:42", production.image());
    JsonNode body =
        new OneOffRequest(production.engine(), template, new SamplePlan().make()).body();
    assertThat(body.path("Image").asText()).isEqualTo("shop:42");
    assertThat(body.path("Cmd")).hasToString("[\"/bin/sh\",\"-c\",\"puma -C x\"]");
    assertThat(texts(body.path("Env"))).contains("A=1", "VIRTUAL_HOST", "DYNO=run.7");
    assertThat(body.path("User").asText()).isEqualTo("app");
    assertThat(body.at("/HostConfig/Binds")).hasToString("[\"data:/data\"]");
    assertThat(body.at("/HostConfig/NetworkMode").asText()).isEqualTo("front");
    assertThat(template.moreNetworks()).containsExactly("back");
    assertThat(body.at("/HostConfig/NanoCpus").asLong()).isEqualTo(1_000_000_000L);
    assertThat(body.at("/HostConfig/Memory").asLong()).isEqualTo(512L << 20);
    assertThat(body.at("/Labels/hatchway.app").asText()).isEqualTo("shop");
  }

  private JsonNode usual() {
    return production.oneOff(new SamplePlan());
  }

  private String streams(SamplePlan plan) {
    JsonNode body = production.oneOff(plan);
    for (String key : List.of("AttachStdin", "AttachStdout", "AttachStderr")) {
      assertThat(body.path(key)).as(key).isEqualTo(body.path("OpenStdin"));
    }
    return "Tty=%s OpenStdin=%s StdinOnce=%s"
        .formatted(body.path("Tty"), body.path("OpenStdin"), body.path("StdinOnce"));
  }
}
