package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.AppName;
import dev.hatchway.model.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {
  private static final String WEB_1 = "abcd1234" + "0".repeat(56);
  private static final String WEB_2 = "abcd9876" + "0".repeat(56);
  private static final String WORKER_1 = "1234abcd" + "0".repeat(56);

  private final App shop =
      app(
          Sample.compose("shop", "web", 1).id(WEB_1),
          Sample.compose("shop", "web", 2).id(WEB_2),
          Sample.compose("shop", "worker", 1).id(WORKER_1),
          Sample.oneOff("shop", 7),
          Sample.oneOff("shop", 8).state(State.EXITED));

  @ParameterizedTest
  @CsvSource({
    "run.7, run.7",
    "7, run.7",
    "one-off-7, run.7",
    "shop.run.7, run.7",
    "8, run.8",
    "web.2, web.2",
    "web, web.1",
    "worker, worker.1",
    "run, run.7",
    "shop.web.2, web.2",
    "shop-worker-1, worker.1",
    "1234, worker.1",
    "abcd1, web.1"
  })
  void everyWayToNameAProcessFindsIt(String word, String name) {
    assertFound(shop.find(new Target(word)), name);
  }

  @Test
  void aWholeIdFindsItsContainer() {
    assertFound(shop.find(new Target(WEB_2)), "web.2");
  }

  @Test
  void anUnknownProcessIsAnsweredWithWhatRuns() {
    assertThat(shop.find(new Target("web.3")))
        .isEqualTo(
            new Lookup.None("no process web.3 in shop. Running: web.1 web.2 worker.1 run.7"));
  }

  @Test
  void anAppThatDoesNotRunSaysSo() {
    assertThat(app(Sample.oneOff("shop", 8).state(State.EXITED)).find(new Target("web")))
        .isEqualTo(new Lookup.None("no process web in shop. Nothing is running."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web.",
        ".1",
        "web.01",
        "web.0",
        "web.-1",
        "web.99999999999",
        "web.1.",
        " web",
        "WEB",
        "07",
        "-7",
        "+7",
        "one-off-",
        "one-off-07",
        "run.9",
        "blog.run.7",
        "shop.",
        "shop.web",
        "abc",
        "ABCD1234",
        "abcd12345",
        "*",
        "we",
        "web.1 "
      })
  void whateverElseFindsNothing(String word) {
    assertThat(shop.find(new Target(word))).isInstanceOf(Lookup.None.class);
  }

  @Test
  void anIdLongerThanAnyFindsNothing() {
    assertThat(shop.find(new Target(WEB_1 + "0"))).isInstanceOf(Lookup.None.class);
  }

  @Test
  void aPrefixOfTwoIdsIsAmbiguous() {
    assertThat(shop.find(new Target("abcd")))
        .isEqualTo(
            new Lookup.Ambiguous("abcd is ambiguous in shop: web.1 web.2. Type more of it."));
  }

  @Test
  void aContainerOfAnotherAppIsNeverFound() {
    var blog = Sample.compose("blog", "web", 1);
    var apps = Apps.of(List.of(Sample.oneOff("shop", 7).facts(), blog.facts()), List.of());
    var shopOnly = Optional.ofNullable(apps.get(new AppName("shop"))).orElseThrow();
    for (String word : List.of("web", "web.1", "blog-web-1", "blog.web.1", blog.id())) {
      assertThat(shopOnly.find(new Target(word))).isInstanceOf(Lookup.None.class);
    }
  }

  @Test
  void aNumberIsAOneOffBeforeItIsTheBeginningOfAnId() {
    var app = app(Sample.oneOff("shop", 1234), Sample.compose("shop", "web", 1).id(WORKER_1));
    assertFound(app.find(new Target("1234")), "run.1234");
    assertFound(app.find(new Target("1234a")), "web.1");
  }

  @Test
  void theContainersNameComesAfterTheAppsOwnNames() {
    var app =
        app(
            Sample.compose("shop", "cache", 1).named("web"),
            Sample.compose("shop", "web", 1).named("cache.1"));
    assertFound(app.find(new Target("web")), "web.1");
    assertFound(app.find(new Target("cache.1")), "cache.1");
  }

  @Test
  void namesAreReadFromTheRightSoThatAppsAndTypesMayHaveDots() {
    var app =
        app(Sample.compose("my.shop", "web.1", 2), Sample.hatchway("my.shop", "run", 7).named("x"));
    assertFound(app.find(new Target("my.shop.run.7")), "run.7");
    assertFound(app.find(new Target("my.shop.web.1.2")), "web.1.2");
    assertFound(app.find(new Target("web.1")), "web.1.2");
  }

  @Test
  void ofATypeTheLowestNumberIsMeantAndNotTheFirstByLetters() {
    var app = app(Sample.compose("shop", "web", 10), Sample.compose("shop", "web", 9));
    assertFound(app.find(new Target("web")), "web.9");
  }

  @Test
  void amongRunningOnesATypeMeansTheLowestNumberThatRuns() {
    var app =
        app(
            Sample.compose("shop", "web", 1).state(State.EXITED),
            Sample.compose("shop", "web", 2),
            Sample.compose("shop", "web", 3));
    assertFound(app.findRunning(new Target("web")), "web.2");
    assertFound(app.find(new Target("web")), "web.1");
  }

  @ParameterizedTest
  @CsvSource({"run.8", "8", "shop.run.8", "one-off-8"})
  void amongRunningOnesAnEndedProcessIsNamedAsEnded(String word) {
    assertThat(shop.findRunning(new Target(word)))
        .isEqualTo(
            new Lookup.None(
                "run.8 in shop is not running but exited. Running: web.1 web.2 worker.1 run.7"));
  }

  @Test
  void amongRunningOnesATypeThatDoesNotRunIsNamed() {
    var app = app(Sample.compose("shop", "web", 1).state(State.PAUSED), Sample.oneOff("shop", 7));
    assertThat(app.findRunning(new Target("web")))
        .isEqualTo(new Lookup.None("web.1 in shop is not running but paused. Running: run.7"));
  }

  @Test
  void theNumberOfAnEndedOneOffNeverFallsToAnotherContainer() {
    var app =
        app(
            Sample.oneOff("shop", 1234).state(State.EXITED),
            Sample.compose("shop", "web", 1).id(WORKER_1));
    assertThat(app.findRunning(new Target("1234"))).isInstanceOf(Lookup.None.class);
  }

  @Test
  void amongRunningOnesTheOtherAnswersAreTheSame() {
    assertFound(shop.findRunning(new Target("web.2")), "web.2");
    assertThat(shop.findRunning(new Target("abcd"))).isInstanceOf(Lookup.Ambiguous.class);
    assertThat(shop.findRunning(new Target("web.3"))).isEqualTo(shop.find(new Target("web.3")));
  }

  @Test
  void aMessageCarriesNothingThatATerminalObeysAndIsShort() {
    String typed = "\u001b[2J\n\u009b1m\u202e" + "x".repeat(100_000);
    assertThat(shop.find(new Target(typed)))
        .isInstanceOfSatisfying(
            Lookup.None.class,
            none ->
                assertThat(none.message())
                    .startsWith("no process ?[2J??1m?xxx")
                    .hasSizeLessThan(300)
                    .doesNotContainPattern("\\p{Cc}|\\p{Cf}"));
  }

  @Test
  void aMessageOfAnAppWithManyProcessesIsShort() {
    var many = IntStream.rangeClosed(1, 1000).mapToObj(i -> Sample.compose("shop", "web", i));
    assertThat(app(many.toArray(Sample[]::new)).find(new Target("db")))
        .isInstanceOfSatisfying(
            Lookup.None.class,
            none -> assertThat(none.message()).endsWith(" web.29 web.30 and 970 more"));
  }

  @Test
  void anAppWithAProcessOfAnotherAppOrTwoOfOneNameCannotBe() {
    var web = shop.processes().getFirst();
    assertThatThrownBy(
            () -> new App(new AppName("blog"), "compose", List.of(web), Optional.empty()))
        .hasMessage("web.1 is of another app than blog");
    assertThatThrownBy(
            () -> new App(new AppName("shop"), "compose", List.of(web, web), Optional.empty()))
        .hasMessage("web.1 is twice in shop");
  }

  private static void assertFound(Lookup lookup, String name) {
    assertThat(lookup)
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> assertThat(found.process().name().toString()).isEqualTo(name));
  }

  private static App app(Sample... containers) {
    var apps = Apps.of(Arrays.stream(containers).map(Sample::facts).toList(), List.of());
    assertThat(apps).hasSize(1);
    return apps.values().iterator().next();
  }
}
