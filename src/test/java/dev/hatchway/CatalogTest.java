package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hatchway.app.App;
import dev.hatchway.app.ContainerFacts;
import dev.hatchway.container.EngineException;
import dev.hatchway.docker.DockerEngine;
import dev.hatchway.docker.EngineAddress;
import dev.hatchway.model.AppName;
import dev.hatchway.model.GatewayId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogue follows a real engine, through a proxy that can cut it off. */
@InWorld
class CatalogTest {
  /** Events arrive within 10 ms; a machine that compiles meanwhile needs more. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String WORKER = "worker.1 running";

  private final World world;
  private final AppName app;
  private final Path socket;
  private EngineProxy proxy;
  private final DockerEngine engine;

  CatalogTest(World world) {
    this.world = world;
    this.app = new AppName(world.engine().named("catalog" + world.machine().newNumber()));
    this.socket = world.machine().newFile("engine.sock");
    this.proxy = EngineProxy.start(world.engine().socket(), socket);
    this.engine = connect();
  }

  @BeforeEach
  void theAppIsUnknownAtFirst() {
    assertThat(engine.apps().find(app)).isEmpty();
  }

  @AfterEach
  void close() {
    try (var _ = proxy) {
      engine.close();
    }
    for (String type : List.of("web", "worker", "renamed")) {
      world.engine().tried("rm", "--force", container(type));
    }
  }

  @Test
  void aContainerIsSeenFromItsStartToItsRemoval() {
    start("web");
    awaitProcesses("web.1 running");
    world.engine().docker("pause", container("web"));
    awaitProcesses("web.1 paused");
    world.engine().docker("unpause", container("web"));
    awaitProcesses("web.1 running");
    world.engine().docker("kill", container("web"));
    awaitProcesses("web.1 exited");
    world.engine().docker("start", container("web"));
    awaitProcesses("web.1 running");
    world.engine().docker("rm", "--force", container("web"));
    await().atMost(SOON).until(() -> engine.apps().find(app).isEmpty());
  }

  @Test
  void aContainerThatIsRenamedIsTheSameWithItsNewName() {
    start("web");
    awaitProcesses("web.1 running");
    String id = only().id();
    world.engine().docker("rename", container("web"), container("renamed"));
    await().atMost(SOON).until(() -> only().name().equals(container("renamed")));
    assertThat(only().id()).isEqualTo(id);
  }

  @Test
  void afterTheEventsWereCutWhatHappenedMeanwhileIsKnown() {
    start("web");
    awaitProcesses("web.1 running");
    proxy.close();
    world.engine().docker("rm", "--force", container("web"));
    start("worker");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> engine.apps().find(app))
                    .isInstanceOf(EngineException.Away.class));
    proxy = EngineProxy.start(world.engine().socket(), socket);
    await().atMost(SOON).ignoreExceptions().until(() -> processes().equals(List.of(WORKER)));
  }

  @Test
  void afterEveryConnectionWasCutItGoesOnByItself() {
    start("web");
    awaitProcesses("web.1 running");
    proxy.cutConnections();
    start("worker");
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> processes().equals(List.of("web.1 running", WORKER)));
  }

  @Test
  void containersWithoutAnAppAreNoBusinessOfIts() {
    String name = world.engine().named("stranger" + world.machine().newNumber());
    SampleApp.started(
        world.engine(), name, Map.of(), List.of(), world.images().busybox(), SampleApp.IDLE);
    start("web");
    awaitProcesses("web.1 running");
    assertThat(engine.apps().all())
        .flatExtracting(App::processes)
        .noneMatch(process -> process.facts().name().equals(name));
    world.engine().docker("rm", "--force", name);
  }

  private DockerEngine connect() {
    return DockerEngine.connect(
        EngineAddress.parse(EngineProxy.host(socket)), List.of(), GatewayId.random());
  }

  private void start(String type) {
    Map<String, String> labels =
        Map.of("hatchway.app", app.value(), "hatchway.process", type, "hatchway.number", "1");
    SampleApp.started(
        world.engine(),
        container(type),
        labels,
        List.of(),
        world.images().busybox(),
        SampleApp.IDLE);
  }

  private String container(String type) {
    return app + "." + type;
  }

  private void awaitProcesses(String... expected) {
    await().atMost(SOON).until(() -> processes().equals(List.of(expected)));
  }

  private List<String> processes() {
    return engine.apps().find(app).map(App::processes).orElse(List.of()).stream()
        .map(process -> process.name() + " " + process.facts().state().word())
        .toList();
  }

  private ContainerFacts only() {
    return engine.apps().find(app).orElseThrow().processes().getFirst().facts();
  }
}
