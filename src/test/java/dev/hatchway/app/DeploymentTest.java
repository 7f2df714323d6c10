package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.app.ContainerFacts.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DeploymentTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant DEPLOYED = Sample.compose("shop", "web", 1).created();
  private static final Optional<Release> NONE = Optional.empty();

  @Test
  void theFirstReleaseBeganWithTheOldestContainerOfItsImage() {
    assertThat(after(NONE, web(1, 'a'), web(2, 'a').createdLater()))
        .contains(new Release(1, Sample.imageOf('a'), "shop:latest", DEPLOYED, "compose"));
  }

  @Test
  void nothingNewIsNoRelease() {
    assertThat(after(last('a'), web(1, 'a'), web(2, 'a').createdLater())).isEmpty();
  }

  @Test
  void whileTwoImagesRunTheNewestContainersCounts() {
    assertThat(after(last('a'), web(1, 'b').createdLater(), web(2, 'a')))
        .contains(
            new Release(8, Sample.imageOf('b'), "shop:latest", DEPLOYED.plusSeconds(1), "compose"));
  }

  @Test
  void goingBackIsARelease() {
    Optional<Release> last = last('b', DEPLOYED.plusSeconds(60));
    assertThat(after(last, web(1, 'a')).map(Release::since)).contains(NOW);
    assertThat(after(last, web(1, 'a')).map(Release::number)).contains(8);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "EXITED", "DEAD", "REMOVING"})
  void aContainerThatDoesNotRunIsNoRelease(State state) {
    Sample next = web(2, 'b').createdLater().state(state);
    assertThat(after(last('a'), web(1, 'a'), next)).isEmpty();
    assertThat(after(last('a'), next)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "PAUSED", "RESTARTING"})
  void aContainerThatIsKeptUpIsOne(State state) {
    assertThat(after(last('a'), web(1, 'a'), web(2, 'b').createdLater().state(state))).isPresent();
  }

  @Test
  void theImagesOfOtherTypesAndOfOneOffsAreOtherPrograms() {
    Sample database = Sample.compose("shop", "db", 1).image('d').createdLater();
    Sample oneOff = Sample.oneOff("shop", 7).image('e').createdLater();
    assertThat(after(last('a'), web(1, 'a'), database, oneOff)).isEmpty();
  }

  @Test
  void theOnlyTypeNeedNotBeWeb() {
    Sample bot = Sample.compose("shop", "bot", 1).image('a');
    assertThat(after(NONE, bot)).isPresent();
    assertThat(after(NONE, bot, Sample.compose("shop", "db", 1))).isEmpty();
  }

  @Test
  void anImageWithoutAnIdIsNone() {
    assertThat(Deployment.declared("shop:42", "", NONE, NOW)).isEmpty();
  }

  @Test
  void aDeclaredImageIsAReleaseWhenItsIdIsAnother() {
    assertThat(Deployment.declared("shop:42", Sample.imageOf('b'), last('a'), NOW))
        .contains(new Release(8, Sample.imageOf('b'), "shop:42", NOW, "file"));
    assertThat(Deployment.declared("shop:42", Sample.imageOf('a'), last('a'), NOW)).isEmpty();
  }

  private static Sample web(int number, char image) {
    return Sample.compose("shop", "web", number).image(image);
  }

  private static Optional<Release> last(char image) {
    return last(image, DEPLOYED);
  }

  private static Optional<Release> last(char image, Instant since) {
    return Optional.of(new Release(7, Sample.imageOf(image), "shop:41", since, "compose"));
  }

  private static Optional<Release> after(Optional<Release> last, Sample... containers) {
    var apps = Apps.of(Arrays.stream(containers).map(Sample::facts).toList(), List.of());
    assertThat(apps).hasSize(1);
    return new Deployment(apps.values().iterator().next()).after(last, NOW);
  }
}
