package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.app.Process;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks the engine what containers use. */
final class Stats {
  private static final double NANOS = 1e9;

  private final EngineApi engine;

  Stats(EngineApi engine) {
    this.engine = engine;
  }

  /** One call for each, all at the same time. */
  Map<Process, Usage> of(List<Process> processes) {
    Map<Process, Usage> usage = new ConcurrentHashMap<>();
    try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.forEach(
          process ->
              calls.execute(() -> of(process).ifPresent(value -> usage.put(process, value))));
    }
    return usage;
  }

  /**
   * Asks for one sample: two would take the engine a second or more. The processors are then an
   * average since the container's start.
   */
  private Optional<Usage> of(Process process) {
    try {
      JsonNode sample =
          engine.get(
              "/containers/%s/stats?stream=false&one-shot=true".formatted(process.facts().id()));
      double cpuSeconds =
          sample.path("cpu_stats").path("cpu_usage").path("total_usage").asLong() / NANOS;
      double seconds =
          process
              .facts()
              .started()
              .map(start -> java.time.Duration.between(start, java.time.Instant.now()))
              .map(age -> age.toNanos() / NANOS)
              .orElse(Double.POSITIVE_INFINITY);
      return Optional.of(new Usage(cpuSeconds / Math.max(seconds, 1), memory(sample)));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** As {@code docker stats} counts: without the cache that the kernel can take back at once. */
  private static long memory(JsonNode sample) {
    JsonNode memory = sample.path("memory_stats");
    JsonNode details = memory.path("stats");
    long cache = details.path("total_inactive_file").asLong(details.path("inactive_file").asLong());
    return Math.max(0, memory.path("usage").asLong() - cache);
  }
}
