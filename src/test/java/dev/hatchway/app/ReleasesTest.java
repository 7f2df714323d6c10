package dev.hatchway.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReleasesTest {
  private static final AppName SHOP = new AppName("shop");
  private static final Instant SINCE = Instant.parse("2026-11-21T10:00:00.123456789Z");

  @TempDir private Path parent;

  @Test
  void whatIsAddedComesFirstAndIsThereAfterARestart() throws Exception {
    Releases releases = added(release(1, 'a'), release(2, 'b'), release(3, 'a'));
    assertThat(releases.of(SHOP))
        .containsExactly(release(3, 'a'), release(2, 'b'), release(1, 'a'));
    assertThat(read().of(SHOP)).isEqualTo(releases.of(SHOP));
    assertThat(read().of(new AppName("blog"))).isEmpty();
  }

  @Test
  void aReleaseIsALineOfJson() throws Exception {
    added(release(1, 'a'));
    assertThat(file())
        .hasContent(
            """
            {"release":1,"image":"%s","tag":"shop:1","since":"%s","source":"compose"}
            """
                .formatted(Sample.imageOf('a'), SINCE));
  }

  @Test
  void onlyTheGatewaysOwnUserReadsIt() throws Exception {
    added(release(1, 'a'));
    assertThat(mode(folder())).isEqualTo("rwx------");
    assertThat(mode(file())).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"release\":3,\"image\":\"sha256:cc",
        "{",
        "3",
        "\0\0\0",
        "{\"release\":3}",
        "\"",
        "[]"
      })
  void aDamagedLastLineIsPassedOver(String damage) throws Exception {
    added(release(1, 'a'), release(2, 'b'));
    Files.write(file(), damage.getBytes(UTF_8), StandardOpenOption.APPEND);
    Releases again = read();
    assertThat(again.of(SHOP)).containsExactly(release(2, 'b'), release(1, 'a'));
    again.add(SHOP, release(3, 'c'));
    assertThat(read().of(SHOP)).containsExactly(release(3, 'c'), release(2, 'b'), release(1, 'a'));
  }

  @Test
  void bytesThatAreNoTextAreALineLikeAnyDamagedOne() throws Exception {
    added(release(1, 'a'));
    Files.write(file(), new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
    assertThat(read().of(SHOP)).containsExactly(release(1, 'a'));
  }

  @Test
  void aNumberThatGoesBackIsNoRelease() throws Exception {
    added(release(1, 'a'), release(2, 'b'), release(2, 'c'), release(1, 'd'));
    assertThat(read().of(SHOP)).containsExactly(release(2, 'b'), release(1, 'a'));
  }

  @Test
  void otherFilesAreNoApps() throws Exception {
    added(release(1, 'a'));
    Files.writeString(folder().resolve("shop.jsonl.new"), "{");
    Files.writeString(folder().resolve("+.jsonl"), "{");
    Files.writeString(folder().resolve("README"), "");
    assertThat(read().of(SHOP)).hasSize(1);
  }

  @Test
  void ofVeryManyTheLastAreKeptAndTheFileDoesNotGrowForEver() throws Exception {
    Releases releases = read();
    int many = 5 * Releases.MOST;
    for (int number = 1; number <= many; number++) {
      releases.add(SHOP, release(number, 'a'));
      assertThat(Files.readAllLines(file())).hasSizeLessThanOrEqualTo(2 * Releases.MOST);
    }
    assertThat(releases.of(SHOP)).hasSize(Releases.MOST).startsWith(release(many, 'a'));
    assertThat(read().of(SHOP)).isEqualTo(releases.of(SHOP));
    assertThat(mode(file())).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({
    "1, v1",
    "v1, v1",
    "2, v2",
    "v3, v3",
    "cccc, v4",
    "sha256:cccc, v4",
    "aaaa, v3",
    "1111, v5"
  })
  void aReleaseIsFoundByItsNumberOrByItsImage(String reference, String name) throws Exception {
    Releases releases = some();
    assertThat(releases.find(SHOP, reference)).extracting(Release::name).containsExactly(name);
  }

  @Test
  void aNumberWinsOverTheBeginningOfAnId() throws Exception {
    Releases releases = added(release(1, '1'), release(1111, 'b'));
    assertThat(releases.find(SHOP, "1111")).containsExactly(release(1111, 'b'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "v9", "0", "ddd", "aaa", "", "sha256:", "latest", "aaaab", "v"})
  void whatIsNoneIsNotFound(String reference) throws Exception {
    assertThat(some().find(SHOP, reference)).isEmpty();
  }

  @Test
  void aBeginningThatSeveralImagesHaveLeadsToAllOfThem() throws Exception {
    String other = "sha256:aaaa" + "b".repeat(60);
    Releases releases =
        added(release(1, 'a'), new Release(2, other, "shop:2", SINCE, "compose"), release(3, 'a'));
    assertThat(releases.find(SHOP, "aaaa")).extracting(Release::name).containsExactly("v3", "v2");
    assertThat(releases.find(SHOP, "aaaab")).extracting(Release::name).containsExactly("v2");
  }

  @Test
  void anImageIsOfTheLastReleaseThatHadIt() throws Exception {
    assertThat(some().ofImage(SHOP, Sample.imageOf('a'))).contains(release(3, 'a'));
    assertThat(some().ofImage(SHOP, Sample.imageOf('d'))).isEmpty();
  }

  private Releases some() throws Exception {
    return added(
        release(1, 'a'), release(2, 'b'), release(3, 'a'), release(4, 'c'), release(5, '1'));
  }

  private Releases added(Release... all) throws Exception {
    Files.deleteIfExists(file());
    Releases releases = read();
    for (Release release : List.of(all)) {
      releases.add(SHOP, release);
    }
    return releases;
  }

  private Releases read() throws Exception {
    return new Releases(folder());
  }

  private Path folder() {
    return parent.resolve("releases");
  }

  private Path file() {
    return folder().resolve("shop.jsonl");
  }

  private static Release release(int number, char image) {
    return new Release(number, Sample.imageOf(image), "shop:" + number, SINCE, "compose");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
