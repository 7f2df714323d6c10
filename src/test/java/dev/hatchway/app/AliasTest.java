package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.model.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name that {@code run --name} gives a one-off, as a target. */
final class AliasTest {
  private final App shop =
      app(
          Sample.compose("shop", "web", 1).id("beef" + "0".repeat(60)),
          named(7, "migrate"),
          named(8, "import").state(State.EXITED),
          named(9, "import"),
          named(10, "import").state(State.EXITED),
          named(11, "done").state(State.EXITED),
          named(12, "done").state(State.EXITED),
          named(13, "web"),
          named(14, "beef"));

  @ParameterizedTest
  @CsvSource({"migrate, run.7", "import, run.9", "done, run.12", "web, web.1", "beef, run.14"})
  void theNameLeadsToTheOneThatLastsElseToTheNewest(String word, String name) {
    assertThat(shop.find(new Target(word))).isEqualTo(new Lookup.Found(process(name)));
  }

  @Test
  void twoOfOneNameThatLastAreAmbiguous() {
    App both = app(named(7, "twin"), named(8, "twin"));
    assertThat(both.find(new Target("twin")))
        .isEqualTo(
            new Lookup.Ambiguous("twin is ambiguous in shop: run.7 run.8. Type more of it."));
  }

  @ParameterizedTest
  @CsvSource({
    "migrate, run.7",
    "import, run.9",
    "web, a process type",
    "shop-web-1, web.1",
    "twelve, ''",
    "done, ''",
    "beef, run.14"
  })
  void aNameThatMeansSomethingIsTaken(String name, String meaning) {
    assertThat(shop.taken(name).orElse("")).isEqualTo(meaning);
  }

  @Test
  void aNameOnAProcessOfTheFormationIsNone() {
    App app = app(Sample.compose("shop", "web", 1).label("hatchway.name", "front"));
    assertThat(app.find(new Target("front"))).isInstanceOf(Lookup.None.class);
  }

  private Process process(String name) {
    return shop.processes().stream()
        .filter(process -> process.name().toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Sample named(int number, String name) {
    return Sample.oneOff("shop", number).label("hatchway.name", name);
  }

  private static App app(Sample... containers) {
    return Apps.of(Arrays.stream(containers).map(Sample::facts).toList(), List.of())
        .values()
        .iterator()
        .next();
  }
}
