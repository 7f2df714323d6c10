package dev.hatchway.session;

import dev.hatchway.app.ContainerFacts;
import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.app.Process;
import dev.hatchway.model.AppName;
import dev.hatchway.model.ProcessName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Processes of the app {@code shop}. */
final class SampleProcess {
  static final Instant CREATED = Instant.parse("2026-11-21T10:00:00.123456Z");
  static final Instant STARTED = Instant.parse("2026-11-21T10:00:01Z");
  static final String ID = "0123456789abcdef".repeat(4);
  static final String IMAGE = "sha256:" + "fedcba9876543210".repeat(4);

  private SampleProcess() {}

  static Process running(String type, int number, String... command) {
    ProcessName name = new ProcessName(type, number);
    Optional<Instant> since = Optional.of(STARTED);
    return process(name, Map.of(), State.RUNNING, since, OptionalInt.empty(), command);
  }

  /** A one-off of alice's that has ended with a code. */
  static Process ended(int number, int code, String... command) {
    Map<String, String> labels =
        Map.of("hatchway.user", "alice", "hatchway.deadline", "2026-11-22T10:00:00Z");
    Optional<Instant> since = Optional.of(STARTED);
    return process(run(number), labels, State.EXITED, since, OptionalInt.of(code), command);
  }

  /** A one-off that has ended at that moment. */
  static Process endedAt(Instant moment) {
    Process process = ended(7, 0, "true");
    ContainerFacts facts = process.facts();
    return process.with(
        new ContainerFacts(
            facts.id(),
            facts.name(),
            facts.labels(),
            facts.state(),
            facts.imageId(),
            facts.imageName(),
            facts.command(),
            facts.created(),
            facts.started(),
            Optional.of(moment),
            facts.exitCode()));
  }

  /** A one-off that was made and never started. */
  static Process created(int number) {
    Map<String, String> labels = Map.of("hatchway.deadline", "not a time");
    Optional<Instant> never = Optional.empty();
    return process(run(number), labels, State.CREATED, never, OptionalInt.empty());
  }

  private static ProcessName run(int number) {
    return new ProcessName(ProcessName.ONE_OFF, number);
  }

  private static Process process(
      ProcessName name,
      Map<String, String> labels,
      State state,
      Optional<Instant> started,
      OptionalInt code,
      String... command) {
    ContainerFacts facts =
        new ContainerFacts(
            ID,
            "shop." + name,
            labels,
            state,
            IMAGE,
            "shop:42",
            List.of(command),
            CREATED,
            started,
            Optional.empty(),
            code);
    return new Process(new AppName("shop"), name, name.isOneOff(), facts);
  }
}
