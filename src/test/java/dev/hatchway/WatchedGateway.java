package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway of its own, all of whose calls to the engine are seen, and one connection to it over
 * which many command lines go quickly, each from an {@code ssh} of its own.
 */
final class WatchedGateway implements AutoCloseable {
  private final EngineProxy proxy;
  private final TestGateway gateway;
  private final Path control;
  private final Running connection;

  private WatchedGateway(EngineProxy proxy, TestGateway gateway, Path control, Running connection) {
    this.proxy = proxy;
    this.gateway = gateway;
    this.control = control;
    this.connection = connection;
  }

  /** Starts a gateway and connects to it with that login. */
  static WatchedGateway start(World world, String login) {
    return start(world, Home.create(world.machine()), login);
  }

  static WatchedGateway start(World world, Home home, String login) {
    Path socket = world.machine().newFile("engine");
    EngineProxy proxy = EngineProxy.start(world.engine().socket(), socket);
    TestGateway gateway = TestGateway.start(home, "--docker-host", EngineProxy.host(socket));
    Path control = world.machine().newFile("master");
    Running connection =
        gateway.ssh(login).with("-N", "-M", "-S", control.toString()).command().start();
    await("connection")
        .atMost(Machine.LIMIT)
        .failFast(connection::mustBeAlive)
        .until(() -> Files.exists(control));
    return new WatchedGateway(proxy, gateway, control, connection);
  }

  /** The client of the connection. */
  Ssh ssh() {
    return gateway.ssh("ignored").with("-S", control.toString());
  }

  /** A client with a connection of its own. */
  Ssh ssh(String login) {
    return gateway.ssh(login);
  }

  TestGateway gateway() {
    return gateway;
  }

  /**
   * All that the gateway has asked the engine to do so far, besides telling how things are and
   * keeping its sign of life.
   */
  List<String> deeds() {
    return proxy.calls().stream()
        .filter(call -> !call.startsWith("GET ") && !call.contains(" /volumes/"))
        .toList();
  }

  @Override
  public void close() {
    try (proxy;
        gateway) {
      connection.close();
    }
  }
}
