package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import dev.hatchway.model.GatewayId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trees of all sessions of this gateway, and those that it left behind when it was killed: each
 * process says whose it is.
 */
final class ProcessTrees {
  private static final Logger log = LoggerFactory.getLogger(ProcessTrees.class);

  /** Between TERM and KILL, as at the end of a session. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EngineApi engine;
  private final GatewayId gateway;
  private final MarkedEnding ending;

  /** Kept only until what was left behind has been ended. */
  private final Set<ProcessMark> begun = ConcurrentHashMap.newKeySet();

  private volatile boolean allEnded;

  ProcessTrees(EngineApi engine, ImageConfigs images, GatewayId gateway) {
    this.engine = engine;
    this.gateway = gateway;
    this.ending = new MarkedEnding(engine, images, gateway);
  }

  /** Returns the mark of a session; from now on its processes are not left behind. */
  ProcessMark begin(String session) {
    ProcessMark mark = new ProcessMark(gateway, session);
    if (!allEnded) {
      begun.add(mark);
    }
    return mark;
  }

  /**
   * Returns the tree of an exec, which is about to be started.
   *
   * @param container all that the engine tells about it
   */
  ProcessTree of(JsonNode container, String exec, ProcessMark mark) {
    String id = id(container);
    return isHere(container)
        ? HostTree.begin(id, mark, Cgroup.of(id, first(container)), exec)
        : new RemoteTree(engine, ending, container, mark);
  }

  /** Ends what belongs to sessions of this gateway that it did not begin since its start. */
  void endLeftBehind(List<JsonNode> containers) {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      ending.removeLeftBehind();
      for (JsonNode container : containers) {
        marks(container)
            .filter(mark -> mark.gateway().equals(gateway) && !begun.contains(mark))
            .distinct()
            .forEach(mark -> each.execute(() -> end(container, mark)));
      }
    } finally {
      allEnded = true;
      begun.clear();
    }
  }

  private Stream<ProcessMark> marks(JsonNode container) {
    String id = id(container);
    if (!isHere(container)) {
      return RemoteTree.marks(engine, id).stream().flatMap(Set::stream);
    }
    Optional<Cgroup> group = Cgroup.of(id, first(container));
    Stream<HostProcess> processes =
        group.isPresent() ? group.get().processes().stream() : HostProcess.allOf(id);
    return Stream.concat(
        group.stream().flatMap(g -> g.children().stream()).flatMap(g -> ProcessMark.of(g).stream()),
        processes.flatMap(process -> ProcessMark.in(process.environment())));
  }

  private void end(JsonNode container, ProcessMark mark) {
    String id = id(container);
    log.info("ending what a session left behind in {}", container.path("Name").asText());
    ProcessTree tree =
        isHere(container)
            ? HostTree.left(id, mark, Cgroup.of(id, first(container)))
            : new RemoteTree(engine, ending, container, mark);
    try {
      tree.end(PATIENCE, 0);
    } catch (EngineException e) {
      log.warn("it could not be ended: {}", e.getMessage());
    }
  }

  private static boolean isHere(JsonNode container) {
    HostProcess first = first(container);
    return first.isOf(id(container)) && first.isWithinReach();
  }

  private static HostProcess first(JsonNode container) {
    return new HostProcess(container.path("State").path("Pid").asLong());
  }

  private static String id(JsonNode container) {
    return container.path("Id").asText();
  }
}
