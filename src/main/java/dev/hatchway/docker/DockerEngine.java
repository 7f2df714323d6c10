package dev.hatchway.docker;

import dev.hatchway.app.AppCatalog;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Signs;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.GatewayId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Docker Engine: its containers, and the apps that they make up. */
public final class DockerEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);

  private final EngineApi api;
  private final DockerCatalog catalog;
  private final DockerContainers containers;

  private DockerEngine(EngineApi api, DockerCatalog catalog, DockerContainers containers) {
    this.api = api;
    this.catalog = catalog;
    this.containers = containers;
  }

  /**
   * Connects to an engine and reads which apps it has.
   *
   * @param gateway the one that asks
   * @throws EngineException if it does not answer or is too old
   */
  public static DockerEngine connect(
      EngineAddress address, List<DeclaredApp> declared, GatewayId gateway) {
    EngineApi api = new EngineApi(address);
    Fates fates = new Fates();
    DockerCatalog catalog = new DockerCatalog(api, declared, fates);
    catalog.start();
    DockerContainers containers = new DockerContainers(api, catalog, fates, node(api), gateway);
    return new DockerEngine(api, catalog, containers);
  }

  /** It is nice to know, and no reason not to start. */
  private static Optional<String> node(EngineApi api) {
    try {
      return Optional.of(api.info().path("Name").asText()).filter(name -> !name.isEmpty());
    } catch (EngineException e) {
      log.warn("the engine does not tell the name of its machine: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Ends what sessions of the gateway left behind when it was killed, while others begin. */
  public void endLeftBehind() {
    Thread.ofVirtual()
        .name("left-behind")
        .start(
            () -> {
              try {
                containers.endLeftBehind();
              } catch (EngineException | RejectedExecutionException e) {
                // The second: the gateway is closed already.
                log.warn("what was left behind could not be ended: {}", e.getMessage());
              }
            });
  }

  public AppCatalog apps() {
    return catalog;
  }

  public Containers containers() {
    return containers;
  }

  public Signs signs() {
    return new VolumeSigns(api);
  }

  @Override
  public void close() {
    catalog.close();
    api.close();
  }
}
