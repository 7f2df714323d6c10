package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.container.EngineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tree at an engine whose processes this gateway does not see: the engine is elsewhere, or the
 * gateway is in a container or not root. The engine tells whether there is anything to end.
 */
final class RemoteTree implements ProcessTree {
  private static final Logger log = LoggerFactory.getLogger(RemoteTree.class);

  /** With their environment, as ps(1) of the engine's machine shows it. */
  private static final String TOP = "/top?ps_args=axeww%20-o%20pid,args";

  /** As Linux numbers the signals of RFC 4254, 6.10. */
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  private final EngineApi engine;
  private final MarkedEnding ending;
  private final JsonNode container;
  private final ProcessMark mark;

  /**
   * @param container all that the engine tells about it
   */
  RemoteTree(EngineApi engine, MarkedEnding ending, JsonNode container, ProcessMark mark) {
    this.engine = engine;
    this.ending = ending;
    this.container = container;
    this.mark = mark;
  }

  /** Returns the marks of the processes of a container, empty if the engine cannot tell. */
  static Optional<Set<ProcessMark>> marks(EngineApi engine, String container) {
    try {
      JsonNode rows = engine.get("/containers/" + container + TOP).path("Processes");
      return Optional.of(
          StreamSupport.stream(rows.spliterator(), false)
              .flatMap(row -> ProcessMark.in(row.toString()))
              .collect(Collectors.toSet()));
    } catch (EngineException.Gone | EngineException.Conflict e) {
      // A container that is gone or stopped has no processes.
      return Optional.of(Set.of());
    } catch (EngineException.Away e) {
      throw e;
    } catch (EngineException e) {
      log.debug("the engine does not list the processes of {}: {}", container, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void signal(String name, long leader) {
    Integer number = SIGNALS.get(name);
    if (number != null) {
      run(List.of(mark.variable(), number.toString()));
    }
  }

  /** The program has its own patience: what it takes to start it is over by then. */
  @Override
  public void end(Duration patience, long leader) {
    if (marks(engine, container.path("Id").asText()).map(m -> m.contains(mark)).orElse(true)) {
      run(List.of(mark.variable()));
    }
  }

  private void run(List<String> words) {
    try {
      ending.run(container, words);
    } catch (EngineException.Away e) {
      throw e;
    } catch (EngineException e) {
      // Of a container that has ended meanwhile nothing is left either.
      log.warn(
          "the processes of a session in {} could not be reached: {}",
          container.path("Name").asText(),
          e.getMessage());
    }
  }
}
