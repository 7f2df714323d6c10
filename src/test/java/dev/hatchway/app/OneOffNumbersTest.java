package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.model.AppName;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneOffNumbersTest {
  private static final String CONTAINER = "a".repeat(64);
  private static final String OTHER_CONTAINER = "b".repeat(64);

  @TempDir private Path folder;

  @Test
  void eachAppCountsFromOneByItself() {
    var numbers = new OneOffNumbers(folder.resolve("made/when/needed"));
    assertThat(numbers.next(app("shop"))).isEqualTo(1);
    assertThat(numbers.next(app("shop"))).isEqualTo(2);
    assertThat(numbers.next(app("blog"))).isEqualTo(1);
    assertThat(numbers.next(app("shop"))).isEqualTo(3);
  }

  @Test
  void aNumberIsNotGivenAgainThoughItsContainerIsGone() {
    assertThat(new OneOffNumbers(folder).next(app("shop", 7))).isEqualTo(8);
    assertThat(new OneOffNumbers(folder).next(app("shop"))).isEqualTo(9);
  }

  @Test
  void aNumberThatAContainerHasIsNotGiven() {
    var numbers = new OneOffNumbers(folder);
    assertThat(numbers.next(app("shop", 3, 41, 12))).isEqualTo(42);
    assertThat(numbers.next(app("shop", 3))).isEqualTo(43);
  }

  @Test
  void theNumbersOfOtherProcessesDoNotCount() {
    App web = only(List.of(Sample.hatchway("shop", "web", 9).facts()));
    assertThat(new OneOffNumbers(folder).next(web)).isEqualTo(1);
  }

  @Test
  void aNumberThatAnotherGatewayGaveIsNotGivenAgainThoughItsContainerIsGone() throws Exception {
    var numbers = new OneOffNumbers(folder);
    numbers.see(new AppName("shop"), 9, CONTAINER);
    numbers.see(new AppName("shop"), 4, OTHER_CONTAINER);
    numbers.keep();
    assertThat(new OneOffNumbers(folder).next(app("shop"))).isEqualTo(10);
    assertThat(new OneOffNumbers(folder).next(app("blog"))).isEqualTo(1);
  }

  @Test
  void aNumberThatWasJustSeenCountsBeforeItIsWrittenDown() throws Exception {
    var numbers = new OneOffNumbers(folder);
    numbers.see(new AppName("shop"), 9, CONTAINER);
    assertThat(numbers.next(app("shop"))).isEqualTo(10);
    numbers.keep();
    assertThat(numbers.next(app("shop"))).isEqualTo(11);
  }

  @Test
  void whoeverAsksTooEarlyWaitsForTheEnginesWord() {
    var numbers = new OneOffNumbers(folder);
    AppName shop = new AppName("shop");
    var answer = CompletableFuture.supplyAsync(() -> numbers.wasTaken(shop, 9, CONTAINER));
    numbers.see(shop, 9, OTHER_CONTAINER);
    numbers.see(shop, 9, CONTAINER);
    assertThat(answer.join()).isTrue();
  }

  @Test
  void aNumberThatAnotherContainerHadFirstIsTaken() {
    var numbers = new OneOffNumbers(folder);
    AppName shop = new AppName("shop");
    assertThat(numbers.wasTaken(shop, 9, CONTAINER)).isFalse();
    numbers.see(shop, 9, OTHER_CONTAINER);
    numbers.see(shop, 9, CONTAINER);
    assertThat(numbers.wasTaken(shop, 9, CONTAINER)).isTrue();
    assertThat(numbers.wasTaken(shop, 9, OTHER_CONTAINER)).isFalse();
    assertThat(numbers.wasTaken(shop, 10, CONTAINER)).isFalse();
    assertThat(numbers.wasTaken(new AppName("blog"), 9, CONTAINER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "seven", "7 8", "99999999999999999999", "\0\0\0\0"})
  void aDamagedFileIsCountedAnewAboveWhatThereIs(String damage) throws Exception {
    Files.writeString(folder.resolve("shop.count"), damage);
    var numbers = new OneOffNumbers(folder);
    assertThat(numbers.next(app("shop", 5))).isEqualTo(6);
    assertThat(numbers.next(app("shop", 5))).isEqualTo(7);
  }

  @Test
  void aHalfWrittenFileOfAGatewayThatWasKilledIsNoHindrance() throws Exception {
    Files.writeString(folder.resolve("shop.count.new"), "4");
    assertThat(new OneOffNumbers(folder).next(app("shop"))).isEqualTo(1);
  }

  @Test
  void manyAtOnceGetEachANumberOfTheirOwn() throws Exception {
    int many = 500;
    var numbers = new OneOffNumbers(folder);
    App shop = app("shop");
    List<Integer> given = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Collection<Callable<Integer>> calls = Collections.nCopies(many, () -> numbers.next(shop));
      for (Future<Integer> call : threads.invokeAll(calls)) {
        given.add(call.get());
      }
    }
    assertThat(given).doesNotHaveDuplicates().hasSize(many).allMatch(n -> n >= 1 && n <= many);
  }

  @Test
  void withoutACounterNoNumberIsGiven() throws Exception {
    Path occupied = Files.writeString(folder.resolve("occupied"), "a file, no folder");
    assertThatThrownBy(() -> new OneOffNumbers(occupied).next(app("shop")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(occupied.toString());
  }

  /** An app with a web process and one-offs of these numbers. */
  private static App app(String app, int... oneOffs) {
    List<ContainerFacts> containers = new ArrayList<>();
    containers.add(Sample.compose(app, "web", 1).facts());
    for (int number : oneOffs) {
      containers.add(Sample.oneOff(app, number).facts());
    }
    return only(containers);
  }

  private static App only(List<ContainerFacts> containers) {
    return Apps.of(containers, List.of()).values().iterator().next();
  }
}
