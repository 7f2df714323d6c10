package dev.hatchway.docker;

import static dev.hatchway.docker.SampleProduction.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A one-off on another image than the one that its process runs. */
final class TemplateTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final SampleProduction production = new SampleProduction(EngineSocket.VERSION);
  private final JsonNode other =
      json(
          """
          {"Env": ["PATH=/other", "LANG=C"], "Cmd": ["other"], "Entrypoint": ["/other.sh"],
           "User": "other", "WorkingDir": "/other", "Labels": {"traefik.enable": "true"}}
          """);

  @AfterEach
  void close() throws Exception {
    production.close();
  }

  @Test
  void theAppsOwnEnvironmentStaysAndThatOfItsImageGoes() {
    Template template = onOther(production.web(), production.image());
    assertThat(texts(template.config().path("Env")))
        .contains("RAILS_ENV=production", "DATABASE_URL=postgres://db/shop")
        .noneMatch(variable -> variable.startsWith("PATH="));
  }

  @Test
  void whatTheAppDecidedStays() {
    Template template = onOther(production.web(), production.image());
    JsonNode before = production.web().path("Config");
    for (String key : List.of("Cmd", "Entrypoint", "WorkingDir", "User")) {
      assertThat(template.config().path(key)).as(key).isEqualTo(before.path(key));
    }
    assertThat(template.hostConfig()).isEqualTo(production.web().path("HostConfig"));
    assertThat(template.moreNetworks()).containsExactly("shop_back");
    assertThat(template.image()).isEqualTo("other:1");
    assertThat(template.imageConfig()).isEqualTo(other);
  }

  @Test
  void whatTheImageDecidedIsLeftToTheOtherImage() {
    ObjectNode web = plainWeb();
    Template template = onOther(web, web.path("Config"));
    for (String key : List.of("Cmd", "Entrypoint", "WorkingDir", "User")) {
      assertThat(template.config().has(key)).as(key).isFalse();
    }
    assertThat(template.config().path("Labels")).isEmpty();
    assertThat(template.hasLostEntrypoint()).isFalse();
  }

  @Test
  void nothingAndNothingAreTheSameInWhateverWayTheEngineSaysIt() {
    JsonNode image = json("{\"Cmd\": null, \"Entrypoint\": null, \"User\": \"\"}");
    ObjectNode web = plainWeb();
    ((ObjectNode) web.path("Config")).remove(List.of("Cmd", "User"));
    ((ObjectNode) web.path("Config")).putArray("Entrypoint");
    Template template = onOther(web, image);
    assertThat(template.config().has("Cmd")).isFalse();
    assertThat(template.config().has("Entrypoint")).isFalse();
    assertThat(template.config().has("User")).isFalse();
  }

  @Test
  void aCommandForAnEntrypointOfTheAppsOwnIsTheAppsOwn() {
    ObjectNode web = plainWeb();
    JsonNode image = web.path("Config").deepCopy();
    ((ObjectNode) web.path("Config")).putArray("Entrypoint").add("/own.sh");
    Template template = onOther(web, image);
    assertThat(template.config().path("Cmd")).hasToString("[\"serve\"]");
    assertThat(template.config().path("Entrypoint")).hasToString("[\"/own.sh\"]");
  }

  @Test
  void anEntrypointThatTheAppTookAwayDoesNotComeBack() {
    ObjectNode web = plainWeb();
    JsonNode image = web.path("Config").deepCopy();
    ((ObjectNode) web.path("Config")).putArray("Entrypoint");
    assertThat(onOther(web, image).hasLostEntrypoint()).isTrue();
  }

  @Test
  void theLabelsByWhichOtherToolsFindTheAppStay() {
    Template template = onOther(production.web(), production.image());
    JsonNode labels = template.config().path("Labels");
    assertThat(labels.path("com.docker.compose.project").asText()).isEqualTo("shop");
    assertThat(labels.path("com.example.team").asText()).isEqualTo("checkout");
    assertThat(labels.has("org.opencontainers.image.title")).isFalse();
  }

  @Test
  void whatTheOtherImageRoutesIsSwitchedOff() {
    Template template = onOther(production.web(), production.image());
    JsonNode body =
        new OneOffRequest(production.engine(), template, new SamplePlan().make()).body();
    assertThat(body.at("/Labels/traefik.enable").asText()).isEqualTo("false");
    assertThat(texts(body.path("Env"))).noneMatch(variable -> variable.startsWith("VIRTUAL_HOST"));
  }

  @Test
  void whatAFileDeclaresIsTheAppsOwnThoughItsImageSaysTheSame() {
    Template template =
        Template.of(SamplePlan.declared(), Optional.empty()).withImage("other:1", other);
    assertThat(template.config().path("User").asText()).isEqualTo("app");
    assertThat(texts(template.config().path("Env"))).containsExactly("A=1");
  }

  @Test
  void anImageThatAnotherToolMadeIsMarkedAsAOneOffForThatTool() {
    JsonNode ofDokku = json("{\"Labels\": {\"com.dokku.app-name\": \"shop\"}}");
    Template template =
        Template.of(SamplePlan.declared(), Optional.empty()).withImage("dokku/shop", ofDokku);
    JsonNode body =
        new OneOffRequest(production.engine(), template, new SamplePlan().make()).body();
    assertThat(body.path("Labels").path("com.dokku.container-type").asText()).isEqualTo("run");
  }

  private Template onOther(JsonNode inspect, JsonNode imageConfig) {
    return Template.of(inspect, imageConfig).withImage("other:1", other);
  }

  /** A web that says nothing that its image does not say. */
  private ObjectNode plainWeb() {
    ObjectNode web = production.web().deepCopy();
    web.set(
        "Config",
        json(
            """
            {"Env": ["PATH=/bin"], "Cmd": ["serve"], "Entrypoint": ["/entry.sh"], "User": "app",
             "WorkingDir": "/srv", "Labels": {"title": "shop"}}
            """));
    return web;
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
