package dev.hatchway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * An app that a test makes for itself, with Hatchway's own labels, and removes in the end.
 *
 * @param name which no other test has
 */
record OwnApp(World world, String name, List<String> containers) implements AutoCloseable {
  /** A line that must come within it, on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(15);

  static OwnApp in(World world) {
    String name = world.engine().named("own" + world.machine().newNumber());
    return new OwnApp(world, name, new ArrayList<>());
  }

  /** Starts a process that runs this script, with these options of {@code docker run}. */
  String start(String process, String script, String... options) {
    int dot = process.lastIndexOf('.');
    Map<String, String> labels =
        Map.of(
            "hatchway.app", name,
            "hatchway.process", process.substring(0, dot),
            "hatchway.number", process.substring(dot + 1));
    String container = name + "-" + process + "-" + world.machine().newNumber();
    containers.add(container);
    return SampleApp.started(
        world.engine(),
        container,
        labels,
        List.of(options),
        world.images().busybox(),
        List.of("/bin/sh", "-c", script));
  }

  Ssh ssh() {
    return world.gateway().ssh(name);
  }

  /** Waits until the engine has this line of a container. */
  void awaitLogged(String container, String line) {
    Awaitility.await(line)
        .atMost(SOON)
        .until(() -> world.engine().docker("logs", container).lines().anyMatch(line::equals));
  }

  void remove(String container) {
    world.engine().tried("rm", "--force", "--volumes", container);
  }

  @Override
  public void close() {
    containers.forEach(this::remove);
    for (String oneOff : world.engine().oneOffs(name)) {
      remove(oneOff);
    }
  }
}
