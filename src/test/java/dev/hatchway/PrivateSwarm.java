package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine of its own that is a Swarm of one node. It runs in network and mount namespaces of its
 * own, so that its bridges, its overlay networks, its ports and its mounts disturb nobody and are
 * gone with it, and it ends if the tests are killed.
 */
final class PrivateSwarm implements AutoCloseable {
  /** It answers after some seconds; a machine that compiles meanwhile needs more. */
  private static final Duration START = Duration.ofSeconds(60);

  /** It gives its containers 15 s to end. */
  private static final Duration STOP = Duration.ofSeconds(60);

  private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
  private static final Path DAEMON_OF_DOCKER_INC = Path.of("/usr/bin/dockerd");

  private final Machine machine;
  private final Path folder;
  private final Running daemon;

  private PrivateSwarm(Machine machine, Path folder, Running daemon) {
    this.machine = machine;
    this.folder = folder;
    this.daemon = daemon;
  }

  /** Whether this machine lets us start an engine: as root, where one is installed. */
  static boolean isPossible() {
    boolean installed = Files.exists(DAEMON) || Files.exists(DAEMON_OF_DOCKER_INC);
    return installed && System.getProperty("user.name").equals("root");
  }

  static PrivateSwarm start(Machine machine) {
    Path folder = machine.folder("swarm");
    // Without iptables, which would need rules of the machine's kernel for a network nobody uses.
    String serve =
        """
        ip link set lo up
        exec dockerd --data-root %1$s/data --exec-root %1$s/exec --pidfile %1$s/pid \
          -H unix://%1$s/docker.sock --iptables=false --ip-masq=false
        """
            .formatted(folder);
    var words =
        List.of("setpriv", "--pdeathsig", "TERM", "unshare", "--net", "--mount", "sh", "-c", serve);
    var swarm = new PrivateSwarm(machine, folder, machine.program(words).start());
    try {
      await("an engine that answers")
          .atMost(START)
          .failFast(swarm.daemon::mustBeAlive)
          .until(() -> swarm.tried("version").code() == 0);
      swarm.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
      return swarm;
    } catch (RuntimeException e) {
      swarm.close();
      throw e;
    }
  }

  /** Its address, for {@code --docker-host}. */
  String host() {
    return "unix://" + folder + "/docker.sock";
  }

  /** Runs {@code docker} with it and returns what it wrote, without the line end. */
  String docker(String... words) {
    return program(words).run().succeeded().out().strip();
  }

  /** Runs {@code docker}, which may fail. */
  Result tried(String... words) {
    return program(words).run();
  }

  /** Takes over an image from another engine. */
  void load(TestEngine engine, String image) {
    Path tar = machine.newFile("image.tar");
    engine.docker("save", "--output", tar.toString(), image);
    docker("load", "--input", tar.toString());
  }

  void deploy(String stack, String yaml) {
    program("stack", "deploy", "--resolve-image", "never", "--compose-file", "-", stack)
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
    tried("swarm", "leave", "--force");
    try (daemon) {
      if (daemon.isAlive()) {
        daemon.signal("TERM");
        daemon.endWithin(STOP);
      }
    } finally {
      machine.delete(folder);
    }
  }

  private Program program(String... words) {
    return machine.program(
        Stream.concat(Stream.of("docker", "--host", host()), Stream.of(words)).toList());
  }
}
