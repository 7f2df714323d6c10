package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneOffLabelsTest {
  private final SampleProduction production = new SampleProduction(EngineSocket.VERSION);

  @AfterAll
  void close() throws IOException {
    production.close();
  }

  @Test
  void labelsThatRouteTrafficAreLeftOut() {
    assertThat(production.web().at("/Config/Labels/traefik.enable").asText()).isEqualTo("true");
    JsonNode labels =
        production
            .oneOff(production.web(), SampleProduction.plainImage(), new SamplePlan())
            .path("Labels");
    assertThat(labels.fieldNames())
        .toIterable()
        .noneMatch(key -> key.startsWith("traefik") || key.startsWith("caddy"));
  }

  @Test
  void labelsThatTheImageBringsCannotBeLeftOutAndSayNothing() {
    assertThat(production.image().at("/Labels/caddy").asText()).isEqualTo("image.example");
    JsonNode labels = labels(new SamplePlan());
    assertThat(labels.path("traefik.enable").asText()).isEqualTo("false");
    assertThat(labels.path("traefik.http.routers.image.rule").asText("missing")).isEmpty();
    assertThat(labels.path("caddy").asText("missing")).isEmpty();
    assertThat(labels.has("traefik.http.routers.shop.rule")).isFalse();
  }

  @Test
  void otherLabelsStay() {
    JsonNode labels = labels(new SamplePlan());
    assertThat(labels.path("com.example.team").asText()).isEqualTo("checkout");
    assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("shop");
  }

  @Test
  void itsOwnLabelsSayWhoseItIs() {
    JsonNode labels = labels(new SamplePlan());
    assertThat(labels.path("hatchway.app").asText()).isEqualTo("shop");
    assertThat(labels.path("hatchway.process").asText()).isEqualTo("run");
    assertThat(labels.path("hatchway.number").asText()).isEqualTo("7");
    assertThat(labels.path("hatchway.user").asText()).isEqualTo("alice");
    assertThat(labels.path("hatchway.session").asText()).isEqualTo("0123abcd");
    assertThat(labels.path("hatchway.deadline").asText()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(labels.path("hatchway.on-disconnect").asText()).isEqualTo("stop");
    assertThat(labels.path("hatchway.gateway").asText()).isEqualTo("0123456789abcdef");
    assertThat(labels.path("hatchway.detached").asText()).isEqualTo("false");
    assertThat(labels.path("hatchway.retention").asText()).isEqualTo("0");
    assertThat(labels(new SamplePlan().detached()).path("hatchway.on-disconnect").asText())
        .isEqualTo("keep");
  }

  @Test
  void composeIsToldThatItIsAOneOff() {
    JsonNode labels = labels(new SamplePlan());
    assertThat(labels.path("com.docker.compose.oneoff").asText()).isEqualTo("True");
    assertThat(labels.path("com.docker.compose.container-number").asText()).isEqualTo("7");
    assertThat(labels.path("com.docker.compose.project").asText()).isEqualTo("shop");
    assertThat(labels.has("com.docker.compose.replace")).isFalse();
  }

  @Test
  void dokkuIsToldThatItIsARun() {
    JsonNode dokku =
        production.webWith(
            "/Config",
            config ->
                config
                    .putObject("Labels")
                    .put("com.dokku.app-name", "shop")
                    .put("com.dokku.container-type", "deploy")
                    .put("com.dokku.process-type", "web")
                    .put("com.dokku.dyno", "web.1"));
    JsonNode labels =
        production.oneOff(dokku, SampleProduction.plainImage(), new SamplePlan()).path("Labels");
    assertThat(labels.path("com.dokku.app-name").asText()).isEqualTo("shop");
    assertThat(labels.path("com.dokku.container-type").asText()).isEqualTo("run");
    assertThat(labels.path("com.dokku.process-type").asText()).isEqualTo("run");
    assertThat(labels.path("com.dokku.dyno").asText()).isEqualTo("run.7");
    assertThat(labels.path("com.dokku.active-deadline-seconds").asText()).matches("-?[0-9]+");
    assertThat(labels.has("com.docker.compose.oneoff")).isFalse();
  }

  @Test
  void whatMadeTheProcessAPartOfItsFormationIsNotHandedOn() {
    JsonNode own =
        production.webWith(
            "/Config/Labels",
            labels ->
                labels
                    .put("hatchway.user", "mallory")
                    .put("hatchway.made-up", "x")
                    .put("com.docker.swarm.task.name", "shop_web.1.x")
                    .put("com.docker.stack.namespace", "shop"));
    JsonNode labels = production.oneOff(own, production.image(), new SamplePlan()).path("Labels");
    assertThat(labels.path("hatchway.user").asText()).isEqualTo("alice");
    assertThat(labels.fieldNames())
        .toIterable()
        .doesNotContain("hatchway.made-up", "com.docker.swarm.task.name")
        .doesNotContain("com.docker.stack.namespace");
  }

  @Test
  void toolsWithoutOneOffsHaveNothingToKnowItBy() {
    JsonNode labels =
        labels(
            Map.of(
                "coolify.managed", "true",
                "coolify.applicationId", "23",
                "com.hashicorp.nomad.alloc_id", "8f9c2f4e",
                "com.docker.swarm.task.id", "xmkfqg4a46ye",
                "com.example.team", "checkout"),
            Map.of());
    assertThat(labels.fieldNames())
        .toIterable()
        .noneMatch(key -> key.matches("(coolify|com\\.hashicorp|com\\.docker)\\..*"))
        .contains("com.example.team");
  }

  @Test
  void kamalDoesNotTakeItForTheRoleThatItIsACopyOf() {
    Map<String, String> web = Map.of("service", "shop", "role", "web", "destination", "");
    JsonNode labels = labels(web, Map.of("service", "shop"));
    assertThat(labels.has("role")).isFalse();
    assertThat(labels.has("destination")).isFalse();
    assertThat(labels.path("service").asText("missing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "role", "destination"})
  void aWordThatKamalUsesStaysIfItIsSomebodyElses(String key) {
    assertThat(labels(Map.of(key, "checkout"), Map.of()).path(key).asText()).isEqualTo("checkout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"com.docker.stack.namespace", "coolify.managed", "com.hashicorp.nomad.job_name"})
  void aPlaceThatTheImageBringsIsOverwritten(String key) {
    assertThat(labels(Map.of(key, "shop"), Map.of(key, "shop")).path(key).asText("missing"))
        .isEmpty();
  }

  @Test
  void aProjectThatOnlyTheImageBringsIsToldThatItIsAOneOff() {
    JsonNode labels = labels(Map.of(), Map.of("com.docker.compose.project", "shop"));
    assertThat(labels.path("com.docker.compose.oneoff").asText()).isEqualTo("True");
    JsonNode dokku = labels(Map.of(), Map.of("com.dokku.app-name", "shop"));
    assertThat(dokku.path("com.dokku.container-type").asText()).isEqualTo("run");
  }

  /** The labels of a one-off of a process and an image with these. */
  private JsonNode labels(Map<String, String> process, Map<String, String> image) {
    JsonNode container =
        production.webWith("/Config", config -> put(config.putObject("Labels"), process));
    ObjectNode configuration = SampleProduction.plainImage().deepCopy();
    put(configuration.putObject("Labels"), image);
    return production.oneOff(container, configuration, new SamplePlan()).path("Labels");
  }

  private static void put(ObjectNode node, Map<String, String> labels) {
    labels.forEach(node::put);
  }

  private JsonNode labels(SamplePlan plan) {
    return production.oneOff(plan).path("Labels");
  }
}
