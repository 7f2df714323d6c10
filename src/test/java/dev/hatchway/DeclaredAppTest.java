package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An app that is a file in {@code conf/apps}, with nothing running. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclaredAppTest {
  private final World world;
  private final String name;
  private final TestGateway gateway;

  DeclaredAppTest(World world) {
    this.world = world;
    this.name = world.engine().named("declared");
    String yaml =
        """
        image: %s
        processes:
          web: sleep 600
        env: {STAGE: declared, EMPTY: ""}
        networks: [%s]
        volumes: ["%s:/data"]
        user: app
        workdir: /tmp
        memory: 64m
        """
            .formatted(world.images().busybox(), world.app().network(), world.app().volume());
    this.gateway = TestGateway.start(Home.create(world.machine()).app(name, yaml));
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
    Result result = ssh().run("run", "echo $STAGE; id -un; pwd; ls -d /data");
    assertThat(result.out()).isEqualTo("declared\napp\n/tmp\n/data\n");
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
    assertThat(result.code()).isEqualTo(2);
  }

  private Ssh ssh() {
    return gateway.ssh(name);
  }
}
