package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.Place.Standing;
import dev.hatchway.model.AppName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSystemsTest {
  private final LabelSystem hatchway = new HatchwayLabels();
  private final LabelSystem dokku = new DokkuLabels();
  private final LabelSystem compose = new ComposeLabels();

  @Test
  void theOrderOfPrecedenceIsTheDocumentedOne() {
    assertThat(LabelSystems.IN_ORDER)
        .extracting(Object::getClass)
        .isEqualTo(
            List.of(
                HatchwayLabels.class,
                DokkuLabels.class,
                CoolifyLabels.class,
                KamalLabels.class,
                SwarmLabels.class,
                ComposeLabels.class,
                NomadLabels.class));
  }

  @Test
  void aContainerWithoutLabelsHasNoPlace() {
    var container = new Sample("lonely", Map.of()).facts();
    assertThat(LabelSystems.IN_ORDER).allMatch(system -> system.place(container).isEmpty());
  }

  @Test
  void aContainerWithHatchwaysLabelsIsThatProcess() {
    assertThat(hatchway.place(Sample.hatchway("shop", "web", 2).facts()))
        .contains(place("shop", "web", 2, "hatchway", Standing.HOLDER));
  }

  @Test
  void theProcessRunIsAOneOff() {
    assertThat(hatchway.place(Sample.oneOff("shop", 7).facts()))
        .contains(place("shop", "run", 7, "hatchway", Standing.ONE_OFF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hatchway.app", "hatchway.process", "hatchway.number"})
  void allThreeOfHatchwaysLabelsAreNeeded(String key) {
    assertThat(hatchway.place(Sample.hatchway("shop", "web", 1).without(key).facts())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "../etc", "a+b", ".", "-rf", "shop\n", "shop/web", "\u001b[31mred", "日本"})
  void aNameThatNoAppCanHaveIsNotRecognised(String app) {
    assertThat(hatchway.place(Sample.hatchway(app, "web", 1).named("x").facts())).isEmpty();
    assertThat(compose.place(Sample.compose(app, "web", 1).named("x").facts())).isEmpty();
    assertThat(dokku.place(Sample.dokku(app, "web.1").named("x").facts())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "01", "1.5", "99999999999", "one", "1 ", "١"})
  void aNumberThatNoProcessCanHaveIsNotRecognised(String number) {
    var ours = Sample.hatchway("shop", "web", 1).label("hatchway.number", number);
    var theirs =
        Sample.compose("shop", "web", 1).label("com.docker.compose.container-number", number);
    var dyno = Sample.dokku("shop", "web.1").label("com.dokku.dyno", "web." + number);
    assertThat(hatchway.place(ours.facts())).isEmpty();
    assertThat(compose.place(theirs.facts())).isEmpty();
    assertThat(dokku.place(dyno.facts()).map(Place::type)).isNotEqualTo(Optional.of("web"));
  }

  @Test
  void anOverlongNameIsNotRecognised() {
    String overlong = "a".repeat(129);
    assertThat(hatchway.place(Sample.hatchway(overlong, "web", 1).facts())).isEmpty();
    assertThat(hatchway.place(Sample.hatchway("shop", overlong, 1).facts())).isEmpty();
    assertThat(compose.place(Sample.compose("shop", overlong, 1).facts())).isEmpty();
  }

  @Test
  void aDokkuDynoIsThatProcess() {
    assertThat(dokku.place(Sample.dokku("shop", "web.1").facts()))
        .contains(place("shop", "web", 1, "dokku", Standing.HOLDER));
  }

  @ParameterizedTest
  @CsvSource({
    "shop.web.1, HOLDER",
    "shop.web.1.upcoming-8948, COMING",
    "shop.web.1.1732183200, GOING",
    "shop.web.1.upcoming-x, GOING",
    "renamed-by-hand, GOING"
  })
  void theNameTellsWhatADokkuContainerIsDuringADeployment(String name, Standing standing) {
    assertThat(dokku.place(Sample.dokku("shop", "web.1").named(name).facts()))
        .contains(place("shop", "web", 1, "dokku", standing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "cron"})
  void aContainerOfDokkuRunOrCronIsAOneOffWithTheNumberOfItsName(String type) {
    assertThat(dokku.place(Sample.dokkuOneOff("shop", type, 21177).facts()))
        .contains(place("shop", type, 21177, "dokku", Standing.ONE_OFF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mystifying_hopper", "blog.run.3", "shop.run.", "shop.run.0", "shop.run.1.2"})
  void aDokkuOneOffWithoutANumberInItsNameIsNotRecognised(String name) {
    assertThat(dokku.place(Sample.dokkuOneOff("shop", "run", 3).named(name).facts())).isEmpty();
  }

  @Test
  void aContainerMadeByHandFromADokkuImageIsNotRecognised() {
    assertThat(dokku.place(new Sample("by-hand", Sample.dokkuImage("shop")).facts())).isEmpty();
  }

  @Test
  void aContainerOfAComposeServiceIsThatProcess() {
    assertThat(compose.place(Sample.compose("shop", "web", 2).facts()))
        .contains(place("shop", "web", 2, "compose", Standing.HOLDER));
  }

  @Test
  void aComposeContainerWithANameOfItsOwnIsRecognisedAllTheSame() {
    assertThat(compose.place(Sample.compose("shop", "db", 1).named("postgres").facts()))
        .contains(place("shop", "db", 1, "compose", Standing.HOLDER));
  }

  @Test
  void aContainerMadeByHandFromAnImageThatComposeBuiltIsNotRecognised() {
    var container = Sample.compose("shop", "web", 1).without("com.docker.compose.config-hash");
    assertThat(compose.place(container.facts())).isEmpty();
  }

  @Test
  void aContainerOfAComposeHookIsLeftOut() {
    var hook = Sample.compose("shop", "web", 1).label("com.docker.compose.hook", "pre_start");
    assertThat(compose.place(hook.facts())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "true"})
  void aContainerOfComposeRunIsLeftOut(String oneOff) {
    var container =
        Sample.compose("shop", "web", 1)
            .named("shop-web-run-742bcbb0e4bc")
            .label("com.docker.compose.oneoff", oneOff)
            .label("com.docker.compose.slug", "742bcbb0e4bc05b21928a8d17be4ea9bb12a6775fd40692d");
    assertThat(compose.place(container.facts())).isEmpty();
  }

  @Test
  void theSuccessorThatComposeIsMakingIsComing() {
    var successor =
        Sample.compose("shop", "web", 1)
            .named("0123456789ab_shop-web-1")
            .label("com.docker.compose.replace", "web-1");
    assertThat(compose.place(successor.facts()))
        .contains(place("shop", "web", 1, "compose", Standing.COMING));
  }

  @Test
  void aContainerThatOnceReplacedAnotherIsTheProcessItself() {
    var container = Sample.compose("shop", "web", 1).label("com.docker.compose.replace", "web-1");
    assertThat(compose.place(container.facts()))
        .contains(place("shop", "web", 1, "compose", Standing.HOLDER));
  }

  @Test
  void theContainerThatTheOldComposeHasRenamedIsGoing() {
    var old = Sample.compose("shop", "web", 1).named("0123456789ab_shop_web_1");
    assertThat(compose.place(old.facts()))
        .contains(place("shop", "web", 1, "compose", Standing.GOING));
  }

  @Test
  void aServiceNamedRunIsNotRecognisedBecauseTheNameBelongsToOneOffs() {
    assertThat(compose.place(Sample.compose("shop", "run", 1).facts())).isEmpty();
    assertThat(dokku.place(Sample.dokku("shop", "run.1").facts())).isEmpty();
  }

  @Test
  void aServiceWithDotsKeepsThem() {
    assertThat(compose.place(Sample.compose("my.shop", "web.v2", 3).facts()))
        .contains(place("my.shop", "web.v2", 3, "compose", Standing.HOLDER));
  }

  private static Place place(
      String app, String type, int number, String source, Standing standing) {
    return new Place(new AppName(app), type, new Slot.Numbered(number), source, standing);
  }
}
