package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code run --image}: the app's environment, networks and volumes in another image. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherImageTest {
  private static final int FAILED = 125;

  private final World world;
  private final String name;
  private final TestGateway gateway;

  OtherImageTest(World world) {
    this.world = world;
    this.name = world.engine().named("imaged");
    Home home = Home.create(world.machine()).settings("run: {image-allowed: true}\n");
    home.app(name, "image: %s\nuser: app\n".formatted(world.images().busybox()));
    this.gateway = TestGateway.start(home);
  }

  @BeforeAll
  void start() {
    world.app();
  }

  @AfterAll
  void stop() {
    gateway.close();
    world.engine().awaitNoOneOffs(name);
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void theAppsEnvironmentNetworksAndVolumesAreThere() {
    String script =
        "echo $RAILS_ENV; id -un; pwd; ls -d /data; wget -qO- http://web:8080/index.html";
    Result result = shop().run("run --image " + world.images().bash() + " " + script);
    assertThat(result.succeeded().out())
        .isEqualTo("production\napp\n/srv\n/data\nhello from web\n");
  }

  @Test
  void theShellIsThatOfTheOtherImage() {
    Program program = shop().command("run", "--image", world.images().bash());
    assertThat(program.reading("echo $SHELL_IS\n").run().out()).isEqualTo("bash\n");
    Program plain = shop().command("run", "--image", world.images().busybox());
    assertThat(plain.reading("echo $SHELL_IS\n").run().out()).isEqualTo("\n");
  }

  @Test
  void whatTheAppsImageBringsAlongIsThatOfTheOtherImage() {
    String image = "hatchway-test-other:" + world.engine().named("run");
    String container = world.engine().named("other");
    world.engine().docker("create", "--name", container, world.images().busybox());
    world
        .engine()
        .docker(
            List.of(
                "commit",
                "--change",
                "ENV PATH=/bin OTHER=yes RAILS_ENV=other",
                "--change",
                "LABEL com.example.other=yes",
                container,
                image));
    world.engine().docker("rm", container);
    Result result = shop().run("run --image " + image + " echo $PATH $OTHER $RAILS_ENV");
    assertThat(result.succeeded().out()).isEqualTo("/bin yes production\n");
    String oneOff = shop().run("run", "-d", "--image", image, "true").succeeded().out().strip();
    Map<String, String> labels = Map.of("com.example.other", "yes", "com.example.team", "checkout");
    labels.forEach(
        (key, value) ->
            assertThat(world.engine().inspect(oneOff).at("/Config/Labels").path(key).asText())
                .isEqualTo(value));
    world.engine().docker("rm", "-f", oneOff);
  }

  @Test
  void aDeclaredAppCanHaveAnotherImageToo() {
    Result result =
        gateway
            .ssh(name)
            .run("run", "--image", world.images().bash(), "bash -c 'echo $SHELL_IS; id -un'");
    assertThat(result.succeeded().out()).isEqualTo("bash\napp\n");
  }

  @Test
  void anImageThatNobodyHasIsRefusedByTheEnginesReason() {
    String missing = "127.0.0.1:1/nothing:1";
    Result result = shop().run("run", "--image", missing, "true");
    assertThat(result.err()).contains(" !     the image " + missing + " cannot be pulled: ");
    assertThat(result.code()).isEqualTo(FAILED);
    Result id = shop().run("run", "--image", "sha256:" + "0".repeat(64), "true");
    assertThat(id.err()).contains("there is no image sha256:0000");
    assertThat(id.code()).isEqualTo(FAILED);
  }

  @Test
  void whatIsNoImageIsWrongUsage() {
    Result result = shop().run("run", "--image", "../x", "true");
    assertThat(result.err()).contains("--image").contains("the name of an image such as shop:42");
    assertThat(result.code()).isEqualTo(2);
  }

  private Ssh shop() {
    return gateway.ssh(world.app().name());
  }
}
