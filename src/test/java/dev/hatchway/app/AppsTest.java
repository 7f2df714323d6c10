package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AppsTest {
  private static final AppName SHOP = new AppName("shop");

  @Test
  void withoutContainersAndDeclarationsThereAreNoApps() {
    assertThat(Apps.of(List.of(), List.of())).isEmpty();
  }

  @Test
  void eachProjectIsAnAppAndTheyAreInOrder() {
    var apps =
        apps(
            Sample.compose("shop", "web", 1),
            Sample.dokku("blog", "web.1"),
            Sample.hatchway("pump", "worker", 1),
            new Sample("postgres", Map.of()));
    assertThat(apps.values())
        .extracting(app -> app.name() + " of " + app.source())
        .containsExactly("blog of dokku", "pump of hatchway", "shop of compose");
  }

  @Test
  void theFormationComesFirstByTypeAndNumberAndTheOneOffsByNumber() {
    var shop =
        shop(
            Sample.oneOff("shop", 10),
            Sample.oneOff("shop", 9),
            Sample.compose("shop", "worker", 1),
            Sample.compose("shop", "web", 10),
            Sample.compose("shop", "web", 2));
    assertThat(names(shop.processes()))
        .containsExactly("web.2", "web.10", "worker.1", "run.9", "run.10");
    assertThat(names(shop.formation())).containsExactly("web.2", "web.10", "worker.1");
    assertThat(names(shop.oneOffs())).containsExactly("run.9", "run.10");
    assertThat(shop.types()).containsExactly("web", "worker");
  }

  @Test
  void aOneOffOfOursIsOursThoughItCarriesTheMarksOfComposeAndDokku() {
    var composed =
        Sample.compose("shop", "web", 1)
            .named("shop.run.7")
            .label("com.docker.compose.oneoff", "True")
            .label("hatchway.app", "shop")
            .label("hatchway.process", "run")
            .label("hatchway.number", "7");
    assertThat(names(shop(composed, Sample.compose("shop", "web", 1)).processes()))
        .containsExactly("web.1", "run.7");
    var dokku =
        Sample.dokkuOneOff("shop", "run", 7)
            .label("hatchway.app", "shop")
            .label("hatchway.process", "run")
            .label("hatchway.number", "7")
            .label("hatchway.user", "alice");
    assertThat(shop(dokku, Sample.dokku("shop", "web.1")).oneOffs())
        .singleElement()
        .satisfies(process -> assertThat(process.user().orElseThrow().name()).isEqualTo("alice"));
  }

  @Test
  void anAppWithOnlyOneOffsIsStillAnApp() {
    var shop = shop(Sample.oneOff("shop", 7));
    assertThat(shop.source()).isEqualTo("hatchway");
    assertThat(shop.formation()).isEmpty();
  }

  @Test
  void ofTwoSystemsWithTheSameAppTheFirstHasItAndTheOtherIsLeftOut() {
    var shop =
        shop(
            Sample.compose("shop", "db", 1),
            Sample.dokku("shop", "web.1"),
            Sample.oneOff("shop", 7));
    assertThat(shop.source()).isEqualTo("dokku");
    assertThat(names(shop.processes())).containsExactly("web.1", "run.7");
  }

  @Test
  void aOneOffDoesNotTakeTheAppFromTheSystemThatHasItsFormation() {
    var shop = shop(Sample.dokkuOneOff("shop", "run", 3), Sample.compose("shop", "web", 1));
    assertThat(shop.source()).isEqualTo("compose");
    assertThat(names(shop.processes())).containsExactly("web.1");
  }

  @Test
  void oneOffsThatDokkuStartedAreListedWithItsFormation() {
    var shop =
        shop(
            Sample.dokku("shop", "web.1"),
            Sample.dokkuOneOff("shop", "run", 21177),
            Sample.dokkuOneOff("shop", "cron", 40));
    assertThat(names(shop.formation())).containsExactly("web.1");
    assertThat(names(shop.oneOffs())).containsExactly("cron.40", "run.21177");
  }

  @Test
  void duringADeploymentOfDokkuTheContainerWithThePlainNameIsTheProcess() {
    var current = Sample.dokku("shop", "web.1");
    var upcoming = current.named("shop.web.1.upcoming-8948").createdLater();
    var retired = current.named("shop.web.1.1732183200");
    assertHolds(current, upcoming, current, retired);
    assertHolds(current.state(State.EXITED), upcoming, current.state(State.EXITED));
    assertHolds(upcoming, retired, upcoming);
    assertHolds(retired, retired);
  }

  @Test
  void whileComposeRecreatesAContainerTheOldOneIsTheProcessUntilItIsGone() {
    var old = Sample.compose("shop", "web", 1);
    var successor =
        old.named(old.id().substring(0, 12) + "_shop-web-1")
            .label("com.docker.compose.replace", "web-1")
            .state(State.CREATED)
            .createdLater();
    assertHolds(old, successor, old);
    assertHolds(successor, successor);
  }

  @Test
  void ofTwoContainersWithTheSameLabelsTheRunningOneIsTakenThenTheNewest() {
    var first = Sample.hatchway("shop", "web", 1).named("first");
    var second = Sample.hatchway("shop", "web", 1).named("second").createdLater();
    assertHolds(second, first, second);
    assertHolds(first, first, second.state(State.EXITED));
  }

  @Test
  void theOrderInWhichTheEngineListsContainersDoesNotMatter() {
    var one = Sample.hatchway("shop", "web", 1).named("one").facts();
    var other = Sample.hatchway("shop", "web", 1).named("other").facts();
    assertThat(Apps.of(List.of(one, other), List.of()))
        .isEqualTo(Apps.of(List.of(other, one), List.of()));
  }

  @Test
  void aDeclaredAppIsThereWithoutAnyContainer() {
    assertThat(shop(Apps.of(List.of(), List.of(declared("shop")))))
        .isEqualTo(new App(SHOP, "file", List.of(), Optional.of(declared("shop"))));
  }

  @Test
  void aDeclaredAppHasTheContainersOfItsNameWhoeverMadeThem() {
    var containers =
        Stream.of(
                Sample.oneOff("shop", 7),
                Sample.compose("shop", "web", 1),
                Sample.compose("blog", "web", 1))
            .map(Sample::facts)
            .toList();
    var shop = shop(Apps.of(containers, List.of(declared("shop"))));
    assertThat(shop.source()).isEqualTo("file");
    assertThat(shop.declared()).contains(declared("shop"));
    assertThat(names(shop.processes())).containsExactly("web.1", "run.7");
  }

  @Test
  void hostileLabelsHideOnlyTheirOwnContainer() {
    var apps =
        apps(
            Sample.compose("shop", "web", 1),
            Sample.compose("../shop", "web", 1).named("x"),
            Sample.compose("shop", "web", 99).label("com.docker.compose.container-number", "-1"),
            Sample.hatchway("shop", "run", 1).label("hatchway.number", "99999999999"));
    assertThat(apps.keySet()).containsExactly(SHOP);
    assertThat(names(shop(apps).processes())).containsExactly("web.1");
  }

  @Test
  void aThousandContainersAreAThousandProcesses() {
    var containers =
        IntStream.rangeClosed(1, 1000).mapToObj(i -> Sample.compose("shop", "web", i)).toList();
    assertThat(shop(containers.toArray(Sample[]::new)).processes()).hasSize(1000);
  }

  private static void assertHolds(Sample expected, Sample... rivals) {
    var backwards = Arrays.asList(rivals.clone());
    Collections.reverse(backwards);
    for (App shop : List.of(shop(rivals), shop(backwards.toArray(Sample[]::new)))) {
      assertThat(shop.processes())
          .singleElement()
          .satisfies(process -> assertThat(process.facts()).isEqualTo(expected.facts()));
    }
  }

  private static Map<AppName, App> apps(Sample... containers) {
    return Apps.of(Arrays.stream(containers).map(Sample::facts).toList(), List.of());
  }

  private static App shop(Sample... containers) {
    return shop(apps(containers));
  }

  private static App shop(Map<AppName, App> apps) {
    return Optional.ofNullable(apps.get(SHOP)).orElseThrow();
  }

  private static List<String> names(List<Process> processes) {
    return processes.stream().map(process -> process.name().toString()).toList();
  }

  private static DeclaredApp declared(String name) {
    return new DeclaredApp(
        new AppName(name),
        new ImageName("shop:42"),
        Map.of("web", "bundle exec puma"),
        Map.of("RAILS_ENV", "production"),
        List.of("shop_default"),
        List.of("shop_data:/data"),
        Optional.of("app"),
        Optional.of("/app"),
        Optional.empty(),
        Limits.NONE,
        Optional.empty(),
        Map.of());
  }
}
