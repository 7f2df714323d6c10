package dev.hatchway;

import java.util.List;

/**
 * The app {@code shop} with {@code web.1} on an engine of its own, and a gateway before it.
 *
 * @param options of the daemon
 */
record PrivateShop(World world, PrivateEngine engine, TestGateway gateway, List<String> options)
    implements AutoCloseable {
  static PrivateShop open(World world, String... options) {
    PrivateEngine engine = PrivateEngine.start(world.machine(), options);
    try {
      engine.load(world.engine(), world.images().busybox());
      startWeb(world, engine);
      var gateway = TestGateway.start(Home.create(world.machine()), "--docker-host", engine.host());
      return new PrivateShop(world, engine, gateway, List.of(options));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Alice at the app. */
  Ssh ssh() {
    return gateway.ssh("shop");
  }

  /** Starts the engine again after its end. */
  void startAgain() {
    engine.startAgain(options.toArray(String[]::new));
  }

  /** Starts the process anew, whatever has become of it. */
  void startWeb() {
    engine.tried("rm", "--force", "shop-web-1");
    startWeb(world, engine);
  }

  /** The containers of one-offs, running or not. */
  List<String> oneOffs() {
    return engine
        .docker("ps", "--all", "--quiet", "--filter", "label=hatchway.process=run")
        .lines()
        .toList();
  }

  @Override
  public void close() {
    try (engine) {
      gateway.close();
    }
  }

  private static void startWeb(World world, PrivateEngine engine) {
    engine.docker(
        "run",
        "--detach",
        "--init",
        "--name=shop-web-1",
        "--label=hatchway.app=shop",
        "--label=hatchway.process=web",
        "--label=hatchway.number=1",
        world.images().busybox(),
        "sleep",
        "1000000");
  }
}
