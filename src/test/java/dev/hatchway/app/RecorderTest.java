package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hatchway.model.AppName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecorderTest {
  private static final AppName SHOP = new AppName("shop");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final Catalogue catalogue = new Catalogue();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void whatRunsAtTheStartIsRecordedAndSoIsWhatComesAfter() throws Exception {
    Releases releases = new Releases(folder.resolve("releases"));
    catalogue.set(Sample.hatchway("shop", "web", 1).image('a'));
    Recorder recorder = recorder(releases, new OneOffNumbers(folder));
    await().atMost(SOON).until(() -> names(releases).equals(List.of("v1")));
    catalogue.set(Sample.hatchway("shop", "web", 1).image('b').createdLater());
    recorder.formationChanged();
    await().atMost(SOON).until(() -> names(releases).equals(List.of("v2", "v1")));
  }

  @Test
  void theNewsOfAOneOffAsksTheCatalogueForNothing() throws Exception {
    OneOffNumbers numbers = new OneOffNumbers(folder);
    Recorder recorder = recorder(new Releases(folder.resolve("releases")), numbers);
    await().atMost(SOON).until(() -> catalogue.asked.get() == 1);
    recorder.oneOffMade(SHOP, 41, "a".repeat(64));
    Path file = folder.resolve("shop.count");
    await().atMost(SOON).until(() -> Files.exists(file) && Files.readString(file).equals("41\n"));
    assertThat(catalogue.asked).hasValue(1);
  }

  @Test
  void theOneOffsThatAreThereAtTheStartAreCounted() throws Exception {
    catalogue.set(Sample.oneOff("shop", 12), Sample.oneOff("shop", 3));
    recorder(new Releases(folder.resolve("releases")), new OneOffNumbers(folder));
    Path file = folder.resolve("shop.count");
    await().atMost(SOON).until(() -> Files.exists(file) && Files.readString(file).equals("12\n"));
  }

  @Test
  void whatFailedIsTriedAgain() throws Exception {
    Releases releases = new Releases(folder.resolve("releases"));
    catalogue.failures.set(1);
    catalogue.set(Sample.hatchway("shop", "web", 1).image('a'));
    recorder(releases, new OneOffNumbers(folder));
    await().atMost(SOON).until(() -> names(releases).equals(List.of("v1")));
  }

  /** A pipe is a file on a disk that does not answer: whoever opens it waits for the other end. */
  @Test
  void whoeverBringsNewsNeverWaitsForTheDisk() throws Exception {
    Path disk = folder.resolve("releases");
    Releases releases = new Releases(disk);
    assertThat(
            new ProcessBuilder("mkfifo", disk.resolve("shop.jsonl").toString()).start().waitFor())
        .isZero();
    catalogue.set(Sample.hatchway("shop", "web", 1).image('a'));
    OneOffNumbers numbers = new OneOffNumbers(folder);
    Recorder recorder = recorder(releases, numbers);
    await().atMost(SOON).until(() -> catalogue.asked.get() == 1);
    recorder.formationChanged();
    recorder.imagesChanged();
    recorder.oneOffMade(SHOP, 7, "a".repeat(64));
    assertThat(releases.of(SHOP)).isEmpty();
    assertThat(numbers.next(catalogue.formations().getFirst())).isEqualTo(8);
    recorder.close();
    Files.writeString(disk.resolve("shop.jsonl"), "");
  }

  private Recorder recorder(Releases releases, OneOffNumbers numbers) {
    var recorder =
        new Recorder(catalogue, _ -> Optional.empty(), releases, numbers, Clock.systemUTC());
    open.add(recorder);
    recorder.start();
    return recorder;
  }

  private static List<String> names(Releases releases) {
    return releases.of(SHOP).stream().map(Release::name).toList();
  }

  /** The apps that containers make up, with a count of who asks. */
  private static final class Catalogue implements AppCatalog {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Sample> containers = new CopyOnWriteArrayList<>();

    void set(Sample... all) {
      containers.clear();
      containers.addAll(List.of(all));
    }

    @Override
    public Optional<App> find(AppName name) {
      return formations().stream().filter(app -> app.name().equals(name)).findFirst();
    }

    @Override
    public Optional<App> lastKnown(AppName name) {
      return find(name);
    }

    @Override
    public List<App> all() {
      throw new AssertionError("one-offs that nobody looks for are to cost nothing");
    }

    @Override
    public List<App> formations() {
      asked.incrementAndGet();
      if (failures.getAndDecrement() > 0) {
        throw new UncheckedIOException(new IOException("the engine is away"));
      }
      return List.copyOf(
          Apps.of(containers.stream().map(Sample::facts).toList(), List.of()).values());
    }

    @Override
    public void watch(AppWatcher watcher) {
      assertThat(watcher).isInstanceOf(Recorder.class);
    }
  }
}
