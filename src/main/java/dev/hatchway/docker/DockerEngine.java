package dev.hatchway.docker;

import dev.hatchway.app.AppCatalog;
import dev.hatchway.container.Containers;
import dev.hatchway.model.DeclaredApp;
import java.util.List;

/** One Docker Engine: its containers, and the apps that they make up. */
public final class DockerEngine implements AutoCloseable {
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
   * @throws dev.hatchway.container.EngineException if it does not answer or is too old
   */
  public static DockerEngine connect(EngineAddress address, List<DeclaredApp> declared) {
    EngineApi api = new EngineApi(address);
    OutOfMemory outOfMemory = new OutOfMemory();
    DockerCatalog catalog = new DockerCatalog(api, declared, outOfMemory);
    catalog.start();
    return new DockerEngine(api, catalog, new DockerContainers(api, catalog, outOfMemory));
  }

  public AppCatalog apps() {
    return catalog;
  }

  public Containers containers() {
    return containers;
  }

  @Override
  public void close() {
    catalog.close();
    api.close();
  }
}
