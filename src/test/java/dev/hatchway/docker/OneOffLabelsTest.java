package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
    JsonNode labels = production.oneOff(dokku, production.image(), new SamplePlan()).path("Labels");
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

  private JsonNode labels(SamplePlan plan) {
    return production.oneOff(plan).path("Labels");
  }
}
