package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An app that is a file in {@code conf/apps}, at first with nothing running. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclaredAppTest {
  private static final int REFUSED = 1;
  private static final int WRONG = 2;

  private final World world;
  private final String name;
  private final TestGateway gateway;

  DeclaredAppTest(World world) throws IOException {
    this.world = world;
    this.name = world.engine().named("declared");
    String yaml =
        """
        image: %s
        procfile: shop/Procfile
        env: {STAGE: declared, EMPTY: ""}
        env-file: [shop/shop.env]
        networks: [%s]
        volumes: ["%s:/data"]
        user: app
        workdir: /tmp
        memory: 64m
        sizes: {tiny: {memory: 16m}, large: {memory: 128m, cpu: 0.5}}
        """
            .formatted(world.images().busybox(), world.app().network(), world.app().volume());
    Home home = Home.create(world.machine()).app(name, yaml);
    Path shop = Files.createDirectory(home.folder().resolve("conf/apps/shop"));
    Files.writeString(
        shop.resolve("Procfile"), "# shop\r\nweb: sleep 600\r\njob: echo of $FROM\r\n");
    Files.writeString(shop.resolve("shop.env"), "FROM=the file\nSTAGE=overwritten\n");
    home.settings("run: {sizes: {tiny: {memory: 8m}, wide: {cpu: 2}}}\n");
    this.gateway = TestGateway.start(home);
  }

  @BeforeAll
  void itIsKnown() {
    assertThat(gateway.ssh("hatchway").run("apps").out()).contains(name);
  }

  @AfterAll
  void stop() {
    gateway.close();
    world.engine().awaitNoOneOffs(name);
  }

  @Test
  void aOneOffIsWhatTheFileSays() {
    Result result = ssh().run("run", "echo $STAGE, $FROM; id -un; pwd; ls -d /data");
    assertThat(result.out()).isEqualTo("declared, the file\napp\n/tmp\n/data\n");
  }

  @Test
  void aTypeOfTheProcfileIsACommand() {
    assertThat(ssh().run("job").succeeded().out()).isEqualTo("of the file\n");
    assertThat(ssh().run("run", "-t", "job").succeeded().out()).isEqualTo("of the file\n");
  }

  @Test
  void aOneOffIsOnTheNetworkOfTheFile() {
    assertThat(ssh().run("run", "wget", "-qO-", "http://web:8080/index.html").out())
        .isEqualTo("hello from web\n");
  }

  @Test
  void noProcessOfItRuns() {
    assertThat(ssh().run("ps", "--format", "names").out()).isEmpty();
    Result result = ssh().run("enter", "web.1", "true");
    assertThat(result.err()).contains("no process web.1 in " + name);
    assertThat(result.code()).isEqualTo(WRONG);
  }

  @Test
  void whatRunsBesideIsSeenAndTheFileIsStillWhatOneOffsAreMadeFrom() {
    String container = name + ".web.1";
    SampleApp.started(
        world.engine(),
        container,
        Map.of("hatchway.app", name, "hatchway.process", "web", "hatchway.number", "1"),
        List.of("--env", "STAGE=running"),
        world.images().bash(),
        SampleApp.IDLE);
    try {
      assertThat(ssh().run("enter web.1 echo $STAGE").out()).isEqualTo("running\n");
      assertThat(ssh().run("run echo $STAGE").out()).isEqualTo("declared\n");
      assertThat(gateway.ssh("hatchway").run("apps").out()).containsPattern(name + " +file +web=1");
    } finally {
      world.engine().docker("rm", "-f", container);
    }
  }

  @Test
  void aSizeSetsTheLimitsThatNoOptionSets() {
    assertThat(limits("--size", "tiny")).isEqualTo("0 " + (16 << 20));
    assertThat(limits("-s", "large")).isEqualTo("500000000 " + (128 << 20));
    assertThat(limits("-s", "wide")).isEqualTo("2000000000 " + (64 << 20));
    assertThat(limits("-s", "large", "--memory", "32m")).isEqualTo("500000000 " + (32 << 20));
    assertThat(limits("--cpu", "1", "-s", "large")).isEqualTo("1000000000 " + (128 << 20));
  }

  @Test
  void aSizeThatIsNotThereIsRefusedWithThoseThatAre() {
    Result result = ssh().run("run", "--size", "huge", "true");
    assertThat(result.err()).isEqualTo(" !     no size huge; sizes: tiny wide large\n");
    assertThat(result.code()).isEqualTo(WRONG);
    Result none = world.ssh().run("run", "-s", "huge", "true");
    assertThat(none.err()).contains("has no sizes; say --cpu and --memory");
    assertThat(none.code()).isEqualTo(WRONG);
  }

  @Test
  void anotherImageIsRefusedUnlessTheSettingsAllowIt() {
    Result result = ssh().run("run", "--image", world.images().bash(), "true");
    assertThat(result.err()).contains("not allowed here (run.image-allowed)");
    assertThat(result.code()).isEqualTo(REFUSED);
    assertThat(world.engine().oneOffs(name)).isEmpty();
  }

  private String limits(String... options) {
    List<String> words = new java.util.ArrayList<>(List.of("run", "-d"));
    words.addAll(List.of(options));
    words.add("true");
    String container = ssh().run(words.toArray(String[]::new)).succeeded().out().strip();
    String format = "{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}}";
    String limits = world.engine().docker("inspect", "--format", format, container);
    world.engine().docker("rm", "-f", container);
    return limits;
  }

  private Ssh ssh() {
    return gateway.ssh(name);
  }
}
