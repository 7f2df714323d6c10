package dev.hatchway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The container engine that the tests use, seen through the {@code docker} command as an operator
 * sees it. Everything that is made here carries the label {@code dev.hatchway.test}, which its
 * images hand on to every container made from them, the gateway's included; it is removed by that
 * label in the end, as are the leftovers of earlier runs whose process is gone.
 */
final class TestEngine implements AutoCloseable {
  private static final String LABEL = "dev.hatchway.test";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than an engine needs to remove a container after its program has ended. */
  private static final Duration TIDY = Duration.ofSeconds(15);

  private final Machine machine;
  private final String runId;

  TestEngine(Machine machine) {
    this.machine = machine;
    int random = RandomGenerator.getDefault().nextInt(0x1000, 0x10000);
    this.runId = ProcessHandle.current().pid() + "x" + Integer.toHexString(random);
    if (tried("version", "--format", "{{.Server.Version}}").code() != 0) {
      throw new IllegalStateException("no Docker engine: run bin/check");
    }
    removeLeftovers();
  }

  Machine machine() {
    return machine;
  }

  /** A name that no other run of the tests uses: lower case letters and digits. */
  String named(String name) {
    return name + runId;
  }

  /** The option of {@code docker} by which what it makes is removed in the end. */
  String label() {
    return LABEL + "=" + runId;
  }

  /** Runs {@code docker} and returns what it wrote, without the line end. */
  String docker(String... words) {
    return docker(List.of(words));
  }

  String docker(List<String> words) {
    return dockerProgram(words).run().succeeded().out().strip();
  }

  /** Runs {@code docker}, which may fail. */
  Result tried(String... words) {
    return dockerProgram(List.of(words)).run();
  }

  Program dockerProgram(List<String> words) {
    return machine.program(Stream.concat(Stream.of("docker"), words.stream()).toList());
  }

  /** All that the engine tells about a container, also one that has ended. */
  JsonNode inspect(String container) {
    try {
      return JSON.readTree(docker("container", "inspect", container)).get(0);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether there is a container of that name, running or not. */
  boolean has(String container) {
    return tried("container", "inspect", container).code() == 0;
  }

  /** The names of the one-offs of an app, running or not. */
  List<String> oneOffs(String app) {
    return lines(
        docker(
            List.of(
                "ps",
                "-a",
                "--format",
                "{{.Names}}",
                "--filter",
                "label=hatchway.app=" + app,
                "--filter",
                "label=hatchway.process=run")));
  }

  /** Waits until no one-off of the app is left; it may take the engine a moment to remove it. */
  void awaitNoOneOffs(String app) {
    await("no one-off left of " + app).atMost(TIDY).until(() -> oneOffs(app).isEmpty());
  }

  /** The command lines of all processes of a container, as the machine sees them. */
  List<String> processesOf(String container) {
    return lines(docker("top", container, "-o", "pid,args")).stream().skip(1).toList();
  }

  /** The socket of the engine on this machine. */
  Path socket() {
    String host = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    if (!host.startsWith("unix://")) {
      throw new IllegalStateException("the tests need an engine with a UNIX socket, not " + host);
    }
    return Path.of(host.substring("unix://".length()));
  }

  @Override
  public void close() {
    remove(runId);
  }

  private void removeLeftovers() {
    Set<String> runs = new HashSet<>();
    for (String kind : List.of("container", "volume", "network", "image")) {
      for (String id : labelled(kind, LABEL)) {
        String format =
            kind.matches("container|image") ? "{{json .Config.Labels}}" : "{{json .Labels}}";
        runs.add(valueOfLabel(tried(kind, "inspect", "--format", format, id).out()));
      }
    }
    runs.removeIf(run -> !run.matches("[0-9]+x.*") || isAlive(run));
    runs.forEach(this::remove);
  }

  private static String valueOfLabel(String labels) {
    try {
      return JSON.readTree(labels).path(LABEL).asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isAlive(String run) {
    return ProcessHandle.of(Long.parseLong(run.substring(0, run.indexOf('x')))).isPresent();
  }

  private void remove(String run) {
    String label = LABEL + "=" + run;
    removeAll(label, "container", "rm", "--force", "--volumes");
    removeAll(label, "network", "rm");
    removeAll(label, "volume", "rm", "--force");
    removeAll(label, "image", "rm", "--force");
  }

  private void removeAll(String label, String kind, String... removal) {
    List<String> ids = labelled(kind, label);
    if (!ids.isEmpty()) {
      List<String> words = new ArrayList<>(List.of(kind));
      words.addAll(Arrays.asList(removal));
      words.addAll(ids);
      dockerProgram(words).within(Machine.LONG_LIMIT).run();
    }
  }

  private List<String> labelled(String kind, String label) {
    List<String> words =
        new ArrayList<>(List.of(kind, "ls", "--quiet", "--filter", "label=" + label));
    if (kind.equals("container")) {
      words.add("--all");
    }
    return lines(docker(words)).stream().distinct().toList();
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
