package dev.hatchway;

import java.util.List;

/** An engine of its own that is a Swarm of one node. */
final class PrivateSwarm implements AutoCloseable {
  private final PrivateEngine engine;

  private PrivateSwarm(PrivateEngine engine) {
    this.engine = engine;
  }

  /** Whether this machine lets us start an engine. */
  static boolean isPossible() {
    return PrivateEngine.isPossible();
  }

  static PrivateSwarm start(Machine machine) {
    var swarm = new PrivateSwarm(PrivateEngine.start(machine));
    try {
      swarm.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
      return swarm;
    } catch (RuntimeException e) {
      swarm.close();
      throw e;
    }
  }

  /** Its address, for {@code --docker-host}. */
  String host() {
    return engine.host();
  }

  /** Runs {@code docker} with it and returns what it wrote, without the line end. */
  String docker(String... words) {
    return engine.docker(words);
  }

  /** Takes over an image from another engine. */
  void load(TestEngine other, String image) {
    engine.load(other, image);
  }

  void deploy(String stack, String yaml) {
    engine
        .program("stack", "deploy", "--resolve-image", "never", "--compose-file", "-", stack)
        .reading(yaml)
        .run()
        .succeeded();
  }

  /** The names of the containers that run, which are those of their tasks. */
  List<String> running() {
    return docker("ps", "--format", "{{.Names}}").lines().sorted().toList();
  }

  @Override
  public void close() {
    // A Swarm that is left restarts nothing; the engine then ends what runs.
    try (engine) {
      engine.tried("swarm", "leave", "--force");
    }
  }
}
