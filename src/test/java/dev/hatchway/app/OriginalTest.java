package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginalTest {
  private final App shop =
      app(
          Sample.compose("shop", "web", 1),
          Sample.compose("shop", "web", 2),
          Sample.compose("shop", "worker", 1));

  @Test
  void withOneTypeItsLowestRunningNumberIsTheDefault() {
    var app =
        app(
            Sample.oneOff("shop", 1),
            Sample.compose("shop", "web", 1).state(State.EXITED),
            Sample.compose("shop", "web", 3),
            Sample.compose("shop", "web", 2));
    assertThat(app.defaultProcess().map(process -> process.name().toString())).contains("web.2");
  }

  @Test
  void withSeveralTypesOrNoneThereIsNoDefault() {
    assertThat(shop.defaultProcess()).isEmpty();
    assertThat(app(Sample.oneOff("shop", 7)).defaultProcess()).isEmpty();
  }

  @Test
  void aOneOffCopiesTheLowestRunningWeb() {
    assertFound(shop.original(), "web.1");
    assertFound(shop.original("worker"), "worker.1");
    var partly =
        app(
            Sample.compose("shop", "web", 1).state(State.EXITED),
            Sample.compose("shop", "web", 2),
            Sample.compose("shop", "web", 3));
    assertFound(partly.original(), "web.2");
  }

  @Test
  void aOneOffCopiesAStoppedProcessIfNoneRuns() {
    var stopped =
        app(
            Sample.compose("shop", "web", 2).state(State.EXITED),
            Sample.compose("shop", "web", 1).state(State.EXITED));
    assertFound(stopped.original(), "web.1");
  }

  @Test
  void withoutWebAOneOffCopiesTheOnlyType() {
    assertFound(app(Sample.compose("shop", "bot", 1)).original(), "bot.1");
  }

  @Test
  void withSeveralTypesAndNoWebTheUserIsToChoose() {
    var app = app(Sample.compose("shop", "b", 1), Sample.compose("shop", "a", 1));
    assertThat(app.original())
        .isEqualTo(new Lookup.None("shop has no web process; types: a b (choose one with -t)"));
    assertThat(app.original("c"))
        .isEqualTo(new Lookup.None("shop has no c process; types: a b (choose one with -t)"));
  }

  @Test
  void aOneOffIsNeverTheCopyOfAnother() {
    var app = app(Sample.oneOff("shop", 7));
    assertThat(app.original())
        .isEqualTo(new Lookup.None("shop has no process to copy; start one first"));
    assertThat(app.original("run")).isInstanceOf(Lookup.None.class);
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
