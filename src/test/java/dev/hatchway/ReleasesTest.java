package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app ran as: how a deployment is noticed, shown, and gone back to. */
@InWorld
class ReleasesTest {
  /** The engine's events arrive within 10 ms; a machine that compiles meanwhile needs more. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String SETTING = "SETTING=of-the-app";

  private final World world;
  private final String app;
  private final Ssh ssh;
  private final List<String> images = new ArrayList<>();

  ReleasesTest(World world) {
    this.world = world;
    this.app = world.engine().named("rel" + world.machine().newNumber());
    this.ssh = world.gateway().ssh(app);
  }

  @AfterEach
  void removeAll() {
    for (String type : List.of("web.1", "web.2", "worker.1")) {
      world.engine().tried("rm", "--force", container(type));
    }
    world.engine().oneOffs(app).forEach(name -> world.engine().tried("rm", "--force", name));
    images.forEach(image -> world.engine().tried("image", "rm", "--force", image));
  }

  @Test
  void aDeploymentIsAReleaseAndSoIsGoingBack() {
    String one = image("one");
    String two = image("two");
    deploy("web.1", one);
    awaitReleases("v1 " + id(one));
    deploy("web.1", two);
    awaitReleases("v2 " + id(two), "v1 " + id(one));
    deploy("web.1", one);
    awaitReleases("v3 " + id(one), "v2 " + id(two), "v1 " + id(one));
    deploy("web.1", one);
    deploy("worker.1", two);
    awaitProcess("worker.1", "2");
    assertThat(releases()).hasSize(3);
  }

  @Test
  void whileTwoImagesRunEachProcessIsOfItsOwnRelease() {
    String one = image("one");
    String two = image("two");
    deploy("web.1", one);
    deploy("web.2", one);
    awaitReleases("v1 " + id(one));
    deploy("web.2", two);
    awaitReleases("v2 " + id(two), "v1 " + id(one));
    awaitProcess("web.1", "1");
    awaitProcess("web.2", "2");
    assertThat(ssh.run("run", "-d", "sleep", "600").succeeded().out()).isEqualTo(app + ".run.1\n");
    awaitProcess("run.1", "1");
    assertThat(ssh.run("ps").out()).containsPattern("web\\.2 .* v2 ");
  }

  @Test
  void theTableMarksTheCurrentOne() {
    String one = image("one");
    String two = image("two");
    deploy("web.1", one);
    awaitReleases("v1 " + id(one));
    deploy("web.1", two);
    awaitReleases("v2 " + id(two), "v1 " + id(one));
    List<String> lines = ssh.run("releases").succeeded().out().lines().toList();
    assertThat(lines.getFirst().split(" +", 0))
        .containsExactly("RELEASE", "IMAGE", "TAG", "SINCE", "SOURCE");
    String time = " +[0-9-]{10}T[0-9:]{8}Z +hatchway";
    assertThat(lines.get(1))
        .matches("v2 +" + id(two).substring(7, 19) + " +" + two + time + " +current");
    assertThat(lines.get(2)).matches("v1 +" + id(one).substring(7, 19) + " +" + one + time);
  }

  @Test
  void aOneOffOfAnOldReleaseHasItsImageAndTheAppsSettings() {
    String one = image("one");
    String two = image("two");
    deploy("web.1", one);
    awaitReleases("v1 " + id(one));
    deploy("web.1", two);
    awaitReleases("v2 " + id(two), "v1 " + id(one));
    String show = "echo $IMAGE_SAYS $SETTING; pwd";
    assertThat(ssh.run("run", show).out()).isEqualTo("two of-the-app\n/srv/two\n");
    for (String word : List.of("1", "v1", id(one), id(one).substring("sha256:".length(), 11))) {
      assertThat(ssh.run("run", "--release", word, show).out())
          .as(word)
          .isEqualTo("one of-the-app\n/srv/one\n");
    }
  }

  @Test
  void aReleaseWhoseImageIsGoneIsNamedWithThoseThatAreThere() {
    String one = image("one");
    String two = image("two");
    deploy("web.1", one);
    awaitReleases("v1 " + id(one));
    String gone = id(one).substring(7, 19);
    deploy("web.1", two);
    awaitReleases("v2 " + id(two), "v1 " + id(one));
    world.engine().docker("image", "rm", "--force", one);
    Result result = ssh.run("run", "--release", "v1", "true");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            " !     the image of v1 (%s, %s) is not on the engine any more. ".formatted(one, gone)
                + "There are: v2 (%s) (see releases)\n".formatted(id(two).substring(7, 19)));
    assertThat(world.engine().oneOffs(app)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "v9", "dead0000dead"})
  void anUnknownReleaseIsNamed(String word) {
    String one = image("one");
    deploy("web.1", one);
    awaitReleases("v1 " + id(one));
    Result result = ssh.run("run", "--release", word, "true");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith(" !     no release " + word + " of " + app + ". There are: v1 (");
    assertThat(world.engine().oneOffs(app)).isEmpty();
  }

  @Test
  void anAppWithoutReleasesSaysSo() {
    String other = world.engine().named("declared-nowhere" + world.machine().newNumber());
    try (TestGateway own = gatewayOf(other, other + ":none")) {
      Result result = own.ssh(other).run("releases").succeeded();
      assertThat(result.out()).isEqualTo("RELEASE  IMAGE  TAG  SINCE  SOURCE\n");
      assertThat(result.err()).startsWith("-----> No release is known yet");
      assertThat(own.ssh(other).run("releases", "--json").succeeded().out()).isEqualTo("[]\n");
      Result run = own.ssh(other).run("run", "--release", "1", "true");
      assertThat(run.err()).contains("no release 1 of " + other);
    }
  }

  @Test
  void theImageOfADeclaredAppIsARelease() {
    String other = world.engine().named("file" + world.machine().newNumber());
    String name = other + ":current";
    images.add(name);
    try (TestGateway own = gatewayOf(other, name)) {
      Ssh at = own.ssh(other);
      assertThat(names(at)).isEmpty();
      world.engine().docker("tag", image("one"), name);
      await().atMost(SOON).until(() -> names(at).equals(List.of("v1 " + id(name))));
      String first = id(name);
      world.engine().docker("tag", image("two"), name);
      await().atMost(SOON).until(() -> names(at).equals(List.of("v2 " + id(name), "v1 " + first)));
      assertThat(at.run("run", "echo $IMAGE_SAYS").out()).isEqualTo("two\n");
      assertThat(at.run("run", "--release", "1", "echo $IMAGE_SAYS").out()).isEqualTo("one\n");
      assertThat(at.run("releases").out()).containsPattern(" file +current");
    }
  }

  @Test
  void theyAreRememberedAndADamagedLineIsNoHindrance() throws IOException {
    String one = image("one");
    deploy("web.1", one);
    Home home = Home.create(world.machine());
    Path file = home.folder().resolve("var/releases/" + app + ".jsonl");
    try (TestGateway own = TestGateway.start(home)) {
      await().atMost(SOON).until(() -> names(own.ssh(app)).equals(List.of("v1 " + id(one))));
    }
    Files.writeString(file, Files.readString(file) + "{\"release\":2,\"ima");
    String two = image("two");
    deploy("web.1", two);
    try (TestGateway own = TestGateway.start(home)) {
      List<String> expected = List.of("v2 " + id(two), "v1 " + id(one));
      await().atMost(SOON).until(() -> names(own.ssh(app)).equals(expected));
      assertThat(own.log()).contains("damaged line");
    }
  }

  /** A pipe stands for a disk that does not answer: whoever opens it waits for the other end. */
  @Test
  void aDiskThatDoesNotAnswerHoldsUpNoLogin() {
    Home home = Home.create(world.machine());
    try (TestGateway own = TestGateway.start(home)) {
      Path file = home.folder().resolve("var/releases/" + app + ".jsonl");
      world.machine().program("mkfifo", file.toString()).run().succeeded();
      deploy("web.1", image("one"));
      await().atMost(SOON).until(() -> own.ssh(app).run("enter", "web.1", "true").code() == 0);
      deploy("worker.1", image("two"));
      await().atMost(SOON).until(() -> own.ssh(app).run("enter", "worker", "true").code() == 0);
      assertThat(names(own.ssh(app))).isEmpty();
    }
  }

  private TestGateway gatewayOf(String declared, String image) {
    return TestGateway.start(Home.create(world.machine()).app(declared, "image: " + image + "\n"));
  }

  /** An image that says which one it is, in its environment and by its working directory. */
  private String image(String name) {
    String image = app + "-image:" + name;
    String container = world.engine().docker("create", world.images().busybox());
    world
        .engine()
        .docker(
            "commit",
            "--change",
            "ENV IMAGE_SAYS=" + name,
            "--change",
            "WORKDIR /srv/" + name,
            container,
            image);
    world.engine().docker("rm", container);
    images.add(image);
    return image;
  }

  private String id(String image) {
    return world.engine().docker("image", "inspect", "--format", "{{.Id}}", image);
  }

  /** Replaces the container of a process. */
  private void deploy(String process, String image) {
    world.engine().tried("rm", "--force", container(process));
    int dot = process.indexOf('.');
    SampleApp.started(
        world.engine(),
        container(process),
        OtherApps.own(app, process.substring(0, dot), Integer.parseInt(process.substring(dot + 1))),
        List.of("--env", SETTING),
        image,
        SampleApp.IDLE);
  }

  private String container(String process) {
    return app + "." + process;
  }

  private void awaitReleases(String... expected) {
    await().atMost(SOON).until(() -> releases().equals(List.of(expected)));
  }

  private void awaitProcess(String name, String release) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              for (JsonNode process : json(ssh.run("ps", "--format", "json"))) {
                if (process.path("name").asText().equals(name)) {
                  return process.path("release").asText().equals(release);
                }
              }
              return false;
            });
  }

  private List<String> releases() {
    return names(ssh);
  }

  /** Number and image of each, and that the first is the current one. */
  private static List<String> names(Ssh client) {
    List<String> names = new ArrayList<>();
    Result result = client.run("releases", "--format", "json");
    if (result.code() == 0) {
      for (JsonNode release : json(result)) {
        assertThat(release.path("current").asBoolean()).isEqualTo(names.isEmpty());
        names.add("v" + release.path("release").asInt() + " " + release.path("image").asText());
      }
    }
    return names;
  }

  private static JsonNode json(Result result) {
    try {
      return new ObjectMapper().readTree(result.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
