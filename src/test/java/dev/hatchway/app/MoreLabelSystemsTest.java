package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.Place.Standing;
import dev.hatchway.model.AppName;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The labels of Coolify, Kamal, Swarm and Nomad. */
class MoreLabelSystemsTest {
  private static final String UUID = "lk40kg84os4kcgsggs0wkcck";
  private static final String SHA = "9a1c2ef9a1c2ef9a1c2ef9a1c2ef9a1c2ef9a1c2";
  private static final String TASK = "xmkfqg4a46yezr58vsuxy2s66";
  private static final String NODE = "0ex9slsqemsq91u4pdzxejwi5";
  private static final String ALLOCATION = "8f9c2f4e-7d0b-4c5e-b1c4-0d9a6f2e3b11";

  private final LabelSystem coolify = new CoolifyLabels();
  private final LabelSystem kamal = new KamalLabels();
  private final LabelSystem swarm = new SwarmLabels();
  private final LabelSystem nomad = new NomadLabels();

  @Test
  void anApplicationOfCoolifyIsAnAppThatCountsItsContainers() {
    var container = Sample.coolify("shop", UUID);
    assertThat(coolify.place(container.facts()))
        .contains(counted("shop", "shop", container.id(), "coolify", Standing.HOLDER));
  }

  @Test
  void aServiceOfCoolifyHasAProcessTypeForEachPart() {
    var container =
        Sample.coolify("blog", UUID)
            .named("wordpress-" + UUID)
            .label("coolify.type", "service")
            .label("coolify.serviceName", "wordpress")
            .label("coolify.service.subId", "7")
            .label("coolify.service.subType", "application")
            .label("coolify.service.subName", "wordpress");
    assertThat(typeOf(container)).contains("wordpress");
    assertThat(typeOf(container.without("coolify.service.subName"))).contains("wordpress");
    assertThat(typeOf(container.without("coolify.serviceName"))).contains("wordpress");
  }

  @ParameterizedTest
  @CsvSource({"0, web, web", "12, web-pr-12, web", "0, Web_Server, Web_Server"})
  void anApplicationOfSeveralServicesHasThemAsProcessTypes(
      String pullRequest, String service, String type) {
    String name = service.replace("-pr-12", "").replace('_', '-').toLowerCase(Locale.ROOT);
    var container =
        Sample.coolify("shop", UUID)
            .label("coolify.name", name + "-" + UUID + "-134731832202")
            .label("coolify.pullRequestId", pullRequest)
            .label("com.docker.compose.service", service);
    assertThat(typeOf(container)).contains(type);
  }

  @Test
  void aDatabaseOfCoolifyHasNeitherPullRequestNorNameAndIsItsOwnType() {
    var database =
        Sample.coolify("orders-db", UUID)
            .named(UUID)
            .without("coolify.pullRequestId")
            .without("coolify.name")
            .label("coolify.type", "database");
    assertThat(coolify.place(database.facts()))
        .contains(counted("orders-db", "orders-db", database.id(), "coolify", Standing.HOLDER));
  }

  @Test
  void thePreviewOfAPullRequestIsAnAppOfItsOwn() {
    var preview = Sample.coolify("shop", UUID).label("coolify.pullRequestId", "12");
    assertThat(coolify.place(preview.facts()))
        .contains(counted("shop-pr-12", "shop", preview.id(), "coolify", Standing.HOLDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "twelve", "1 ", "00"})
  void whatIsNeitherAPullRequestNorNoneIsNotProduction(String pullRequest) {
    var container = Sample.coolify("shop", UUID).label("coolify.pullRequestId", pullRequest);
    assertThat(coolify.place(container.facts())).isEmpty();
  }

  @Test
  void theProxyOfCoolifyIsNoApp() {
    var proxy = Sample.compose("coolify-proxy", "traefik", 1).label("coolify.managed", "true");
    assertThat(Apps.isPlaced(proxy.facts())).isTrue();
    assertThat(Apps.isPlaced(proxy.label("coolify.proxy", "true").facts())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"coolify.managed", "coolify.resourceName"})
  void withoutItsLabelsAContainerOfCoolifyIsOnlyComposes(String key) {
    var container = Sample.coolify("shop", UUID).without(key).facts();
    assertThat(coolify.place(container)).isEmpty();
    assertThat(Member.of(container).orElseThrow().place().source()).isEqualTo("compose");
  }

  @Test
  void aRoleOfKamalIsTheProcessWithTheNumberOne() {
    assertThat(kamal.place(Sample.kamal("shop", "web", "", SHA).facts()))
        .contains(numbered("shop", "web", 1, "kamal", Standing.HOLDER));
  }

  @Test
  void aDestinationOfKamalIsAnAppOfItsOwn() {
    assertThat(kamal.place(Sample.kamal("shop", "web", "staging", SHA).facts()))
        .contains(numbered("shop-staging", "web", 1, "kamal", Standing.HOLDER));
  }

  @Test
  void aContainerThatMakesRoomForOneOfTheSameVersionIsGoing() {
    var old = Sample.kamal("shop", "web", "", SHA + "_replaced_0123456789abcdef");
    assertThat(kamal.place(old.facts()))
        .contains(numbered("shop", "web", 1, "kamal", Standing.GOING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "role"})
  void bothLabelsOfKamalAreNeeded(String key) {
    assertThat(kamal.place(Sample.kamal("shop", "web", "", SHA).without(key).facts())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "shop-web-exec-9a1c2ef-0123ab, shop",
    "shop-web-staging-exec-9a1c2ef-0123ab,",
    "shop-web-9a1c2ef,",
    "shop-web-exec-9a1c2ef,",
    "blog-web-exec-9a1c2ef-0123ab,",
    "shop-web-exec-9a1c2ef-0123abcd,"
  })
  void theNameTellsWhatKamalExecutesBecauseItsLabelsAreOnlyTheImages(String name, String app) {
    var container = Sample.kamal("shop", "web", "", SHA).without("role").without("destination");
    assertThat(kamal.place(container.named(name).facts()))
        .isEqualTo(
            Optional.ofNullable(app)
                .map(
                    known ->
                        counted(
                            known, "exec", container.named(name).id(), "kamal", Standing.ONE_OFF)));
  }

  @Test
  void withAllLabelsTheNameStillTellsWhatKamalExecutes() {
    var exec = Sample.kamal("shop", "web", "staging", SHA).named("shop-web-staging-exec-1-0123ab");
    assertThat(kamal.place(exec.facts()))
        .contains(counted("shop-staging", "exec", exec.id(), "kamal", Standing.ONE_OFF));
    // This one is the version "1-0123ab" of the role "web-exec".
    var role = Sample.kamal("shop", "web-exec", "", "1-0123ab");
    assertThat(kamal.place(role.facts()))
        .contains(numbered("shop", "web-exec", 1, "kamal", Standing.HOLDER));
  }

  @Test
  void labelsThatAnybodyMayWriteAreNotKamalsOnAContainerOfAnotherTool() {
    for (Sample other :
        new Sample[] {
          Sample.compose("shop", "web", 1),
          Sample.swarm("shop", "web", "1", TASK),
          Sample.nomad("shop", "web", ALLOCATION)
        }) {
      var labelled = other.label("service", "orders").label("role", "primary").facts();
      assertThat(kamal.place(labelled)).isEmpty();
      assertThat(Member.of(labelled).orElseThrow().place().app()).isEqualTo(new AppName("shop"));
    }
  }

  @Test
  void aTaskOfAStackIsTheProcessOfItsSlot() {
    assertThat(swarm.place(Sample.swarm("shop", "web", "3", TASK).facts()))
        .contains(numbered("shop", "web", 3, "swarm", Standing.HOLDER));
  }

  @Test
  void onlyTheNameOfTheStackIsTakenOffAService() {
    assertThat(swarm.place(Sample.swarm("shop", "shop_web", "1", TASK).facts()))
        .contains(numbered("shop", "shop_web", 1, "swarm", Standing.HOLDER));
    var other = Sample.swarmService("blog_web", "1", TASK);
    assertThat(swarm.place(other.label("com.docker.stack.namespace", "shop").facts()))
        .contains(numbered("shop", "blog_web", 1, "swarm", Standing.HOLDER));
  }

  @Test
  void aServiceWithoutAStackIsAnAppWithItselfAsType() {
    assertThat(swarm.place(Sample.swarmService("srv-captain--shop", "1", TASK).facts()))
        .contains(numbered("srv-captain--shop", "srv-captain--shop", 1, "swarm", Standing.HOLDER));
  }

  @Test
  void aServiceOnEveryNodeIsCountedByTheNodes() {
    assertThat(swarm.place(Sample.swarm("shop", "agent", NODE, TASK).facts()))
        .contains(counted("shop", "agent", NODE, "swarm", Standing.HOLDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web", "web.1", "web..task", "web.0.task", ".1.task", "a.b.1.task"})
  void whatIsNoTaskIsNotRecognised(String name) {
    var container = Sample.swarmService("web", "1", TASK).label("com.docker.swarm.task.name", name);
    assertThat(swarm.place(container.facts())).isEmpty();
  }

  @Test
  void aTaskOfNomadIsCountedByItsAllocation() {
    assertThat(nomad.place(Sample.nomad("shop", "web", ALLOCATION).facts()))
        .contains(counted("shop", "web", ALLOCATION, "nomad", Standing.HOLDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.hashicorp.nomad.job_name", "com.hashicorp.nomad.task_name"})
  void withoutTheExtraLabelsAContainerOfNomadIsNotRecognised(String key) {
    assertThat(nomad.place(Sample.nomad("shop", "web", ALLOCATION).without(key).facts())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../etc", "a+b", "batch/periodic-1700000000", " "})
  void aNameThatNoAppOrTypeCanHaveIsNotRecognised(String name) {
    assertThat(nomad.place(Sample.nomad(name, "web", ALLOCATION).named("x").facts())).isEmpty();
    assertThat(nomad.place(Sample.nomad("shop", name, ALLOCATION).named("x").facts())).isEmpty();
    assertThat(coolify.place(Sample.coolify(name, UUID).facts())).isEmpty();
    assertThat(kamal.place(Sample.kamal(name, "web", "", SHA).named("x").facts())).isEmpty();
    assertThat(kamal.place(Sample.kamal("shop", name, "", SHA).named("x").facts())).isEmpty();
  }

  @Test
  void theTypeRunBelongsToOneOffsInEverySystem() {
    assertThat(nomad.place(Sample.nomad("shop", "run", ALLOCATION).facts())).isEmpty();
    assertThat(coolify.place(Sample.coolify("run", UUID).facts())).isEmpty();
    assertThat(kamal.place(Sample.kamal("shop", "run", "", SHA).facts())).isEmpty();
    assertThat(swarm.place(Sample.swarm("shop", "run", "1", TASK).facts())).isEmpty();
    assertThat(swarm.place(Sample.swarm("shop", "run", NODE, TASK).facts())).isEmpty();
  }

  private Optional<String> typeOf(Sample container) {
    return coolify.place(container.facts()).map(Place::type);
  }

  private static Place numbered(
      String app, String type, int number, String source, Standing standing) {
    return new Place(new AppName(app), type, new Slot.Numbered(number), source, standing);
  }

  private static Place counted(
      String app, String type, String key, String source, Standing standing) {
    return new Place(new AppName(app), type, new Slot.Counted(key), source, standing);
  }
}
