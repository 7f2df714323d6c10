package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hatchway.app.Process;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Usage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks the engine what containers use. The engine takes one to two seconds for the two samples that
 * a share of a processor is made of, so it is asked for one only, and the one before is remembered.
 */
final class Stats {
  private static final double NANOS = 1e9;

  /**
   * More containers than an engine has; of more than these the least lately asked are forgotten.
   */
  private static final int MOST = 10_000;

  /** Within less time the share would be that of an instant. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final EngineApi engine;
  private final Map<String, Sample> samples = new LinkedHashMap<>();

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

  private Optional<Usage> of(Process process) {
    try {
      JsonNode answer =
          engine.get(
              "/containers/%s/stats?stream=false&one-shot=true".formatted(process.facts().id()));
      return Sample.of(answer).map(now -> new Usage(cpu(process, now), memory(answer)));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** The processors since the sample before; without one, since the container's start. */
  private double cpu(Process process, Sample now) {
    Instant start = process.facts().started().orElse(now.time());
    Sample atStart = new Sample(start, 0);
    Optional<Sample> before = before(process.facts().id(), now);
    return before.filter(sample -> sample.time().isAfter(start)).orElse(atStart).cpuUntil(now);
  }

  /** A sample that is too young to be compared with stays, and is compared with the next time. */
  private Optional<Sample> before(String container, Sample now) {
    synchronized (samples) {
      Optional<Sample> before =
          Optional.ofNullable(samples.get(container))
              .filter(sample -> !sample.time().plus(SHORTEST).isAfter(now.time()));
      if (before.isPresent() || !samples.containsKey(container)) {
        samples.remove(container);
        samples.put(container, now);
      }
      if (samples.size() > MOST) {
        samples.remove(samples.keySet().iterator().next());
      }
      return before;
    }
  }

  /** As {@code docker stats} counts: without the cache that the kernel can take back at once. */
  private static long memory(JsonNode answer) {
    JsonNode memory = answer.path("memory_stats");
    JsonNode details = memory.path("stats");
    long cache = details.path("total_inactive_file").asLong(details.path("inactive_file").asLong());
    return Math.max(0, memory.path("usage").asLong() - cache);
  }

  /** How long a container had used processors for at one moment. */
  private record Sample(Instant time, long nanos) {
    /** Empty if the container has ended meanwhile: the engine tells the year 1 then (20.10). */
    static Optional<Sample> of(JsonNode answer) {
      return Optional.of(time(answer.path("read").asText()))
          .filter(time -> time.isAfter(Instant.EPOCH))
          .map(
              time ->
                  new Sample(
                      time,
                      answer.path("cpu_stats").path("cpu_usage").path("total_usage").asLong()));
    }

    /** The engine's own clock; where it does not tell, ours. */
    private static Instant time(String read) {
      try {
        return Instant.parse(read);
      } catch (DateTimeException e) {
        return Instant.now();
      }
    }

    double cpuUntil(Sample later) {
      double seconds = Duration.between(time, later.time).toNanos() / NANOS;
      double least = SHORTEST.toNanos() / NANOS;
      return Math.max(0, later.nanos - nanos) / NANOS / Math.max(seconds, least);
    }
  }
}
