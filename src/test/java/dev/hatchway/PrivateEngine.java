package dev.hatchway;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine of its own, which may be killed. It runs in network and mount namespaces of its own, so
 * that its bridges, its overlay networks, its ports and its mounts disturb nobody and are gone with
 * it, and it ends if the tests are killed.
 */
final class PrivateEngine implements AutoCloseable {
  /** It answers after some seconds; a machine that compiles meanwhile needs more. */
  private static final Duration START = Duration.ofSeconds(60);

  /** It gives its containers 15 s to end. */
  private static final Duration STOP = Duration.ofSeconds(60);

  private static final Path DAEMON = Path.of("/usr/sbin/dockerd");
  private static final Path DAEMON_OF_DOCKER_INC = Path.of("/usr/bin/dockerd");

  private final Machine machine;
  private final Path folder;

  /** Keeps the namespaces, which outlive the daemon as the containers do. */
  private final Running keeper;

  private Running daemon;

  private PrivateEngine(Machine machine, String... options) {
    this.machine = machine;
    this.folder = machine.folder("engine");
    Path ready = machine.newFile("ready");
    String keep = "ip link set lo up; : > %s; exec sleep infinity".formatted(ready);
    var words =
        List.of("setpriv", "--pdeathsig", "TERM", "unshare", "--net", "--mount", "sh", "-c", keep);
    this.keeper = machine.program(words).start();
    await("namespaces").atMost(START).until(() -> Files.exists(ready));
    this.daemon = daemon(options);
  }

  /** Whether this machine lets us start an engine: as root, where one is installed. */
  static boolean isPossible() {
    boolean installed = Files.exists(DAEMON) || Files.exists(DAEMON_OF_DOCKER_INC);
    return installed && System.getProperty("user.name").equals("root");
  }

  static PrivateEngine start(Machine machine, String... options) {
    var engine = new PrivateEngine(machine, options);
    try {
      engine.awaitAnswer();
      return engine;
    } catch (RuntimeException e) {
      engine.close();
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

  Program program(String... words) {
    return machine.program(
        Stream.concat(Stream.of("docker", "--host", host()), Stream.of(words)).toList());
  }

  /** Takes over an image from another engine. */
  void load(TestEngine engine, String image) {
    Path tar = machine.newFile("image.tar");
    engine.docker("save", "--output", tar.toString(), image);
    docker("load", "--input", tar.toString());
  }

  /** Ends the daemon by that signal and waits until it is gone. */
  void end(String signal) {
    daemon.signal(signal);
    daemon.endWithin(STOP);
    // The kernel ends it with the daemon; one that is not gone yet is taken for one that runs.
    Path containerd = folder.resolve("exec/containerd/containerd.pid");
    if (Files.exists(containerd)) {
      Path process = Path.of("/proc", Home.read(containerd).strip(), "cmdline");
      await("the end of containerd")
          .atMost(STOP)
          .until(() -> !Files.exists(process) || Home.read(process).isEmpty());
      machine.delete(containerd);
    }
  }

  /** Sends the daemon a signal that does not end it. */
  void signal(String signal) {
    daemon.signal(signal);
  }

  /** Starts the daemon again and waits until it answers. */
  void startAgain(String... options) {
    daemon = daemon(options);
    awaitAnswer();
  }

  @Override
  public void close() {
    try (keeper) {
      if (!daemon.isAlive()) {
        startAgain();
      }
      for (String container : docker("ps", "--all", "--quiet").lines().toList()) {
        tried("rm", "--force", container);
      }
      end("TERM");
    } finally {
      machine.delete(folder);
    }
  }

  private Running daemon(String... options) {
    // Without iptables, which would need rules of the machine's kernel for a network nobody uses.
    String serve =
        """
        exec dockerd --data-root %1$s/data --exec-root %1$s/exec --pidfile %1$s/pid \
          -H unix://%1$s/docker.sock --iptables=false --ip-masq=false %2$s
        """
            .formatted(folder, String.join(" ", options));
    List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM", "nsenter"));
    words.addAll(List.of("--target", Long.toString(keeper.pid()), "--net", "--mount"));
    words.addAll(List.of("sh", "-c", serve));
    return machine.program(words).start();
  }

  private void awaitAnswer() {
    await("an engine that answers")
        .atMost(START)
        .failFast(daemon::mustBeAlive)
        .until(() -> tried("version").code() == 0);
  }
}
