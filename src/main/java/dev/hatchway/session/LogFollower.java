package dev.hatchway.session;

import dev.hatchway.app.AppCatalog;
import dev.hatchway.app.ContainerFacts.State;
import dev.hatchway.app.Process;
import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.LogLine;
import dev.hatchway.container.LogReader;
import dev.hatchway.model.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Goes on with what processes print, also after they were started again or replaced. It ends by
 * itself only when nothing can come any more, as with one-offs, which run once.
 */
final class LogFollower {
  /** So often new containers are looked for; that costs no call to the engine. */
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final Containers containers;
  private final AppCatalog apps;
  private final Visit visit;
  private final LogSelection selection;
  private final LogPrinter printer;
  private final boolean quiet;

  /** When the program of each container was started that was or is followed. */
  private final Map<String, Optional<Instant>> begun = new HashMap<>();

  private final Set<String> active = new HashSet<>();

  /** Containers that were started again while they were followed, which may have ended since. */
  private final Map<String, Process> again = new HashMap<>();

  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private ExitCode code = ExitCode.OK;

  LogFollower(
      Containers containers,
      AppCatalog apps,
      Visit visit,
      LogSelection selection,
      LogPrinter printer,
      boolean quiet) {
    this.containers = containers;
    this.apps = apps;
    this.visit = visit;
    this.selection = selection;
    this.printer = printer;
    this.quiet = quiet;
  }

  /** Begins where the history ends. */
  ExitCode follow(LogHistory history) throws InterruptedException {
    code = history.isWhole() ? ExitCode.OK : ExitCode.GATEWAY_FAILED;
    if (history.readable().isEmpty() && !history.isWhole()) {
      return code;
    }
    Map<String, LogLine> known = history.known();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        history.unreadable().forEach(this::note);
        history.readable().forEach(process -> begin(readers, process, known));
        while (!active.isEmpty() || selection.mayGrow()) {
          End end = ends.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
          if (end != null) {
            take(end);
            Optional.ofNullable(again.remove(end.process().facts().id()))
                .ifPresent(process -> begin(readers, process, known));
          }
          List<Process> processes = selection.in(apps.find(visit.name()));
          for (Process process : processes) {
            if (isUp(process) && isNews(process)) {
              tell(process.name() + (isKnown(process) ? " was started again" : " is up"));
              begin(readers, process, known);
            }
          }
          forgetOthers(processes, known);
        }
      } finally {
        readers.shutdownNow();
      }
    }
    return code;
  }

  /**
   * An ended one is followed, too, for what it has printed since its history was read. One that is
   * followed still may go on in that or not; it is begun with once more when it has come to its
   * end.
   */
  private void begin(ExecutorService readers, Process process, Map<String, LogLine> known) {
    String container = process.facts().id();
    note(process);
    if (!active.add(container)) {
      again.put(container, process);
      return;
    }
    readers.execute(
        () -> {
          Optional<EngineException> failure = Optional.empty();
          try {
            containers.follow(
                process, Optional.ofNullable(known.get(container)), reader(process, known));
          } catch (EngineException e) {
            failure = Optional.of(e);
          } finally {
            ends.add(new End(process, failure));
          }
        });
  }

  private LogReader reader(Process process, Map<String, LogLine> known) {
    return new LogReader() {
      @Override
      public void line(LogLine line) {
        known.put(process.facts().id(), line);
        printer.print(process, line);
      }

      @Override
      public void missed() {
        visit
            .voice()
            .problem(
                "%s prints more than its log keeps: lines are missing".formatted(process.name()));
      }
    };
  }

  private void take(End end) {
    Process process = end.process();
    active.remove(process.facts().id());
    if (end.failure().isEmpty()) {
      tellEnd(process);
      return;
    }
    switch (end.failure().get()) {
      case EngineException.Away away -> throw away;
      case EngineException.Gone _ -> tellEnd(process);
      case EngineException failure -> {
        visit
            .voice()
            .problem("the log of %s broke off: %s".formatted(process.name(), failure.getMessage()));
        code = ExitCode.GATEWAY_FAILED;
      }
    }
  }

  private void tellEnd(Process process) {
    boolean isBack = again.containsKey(process.facts().id());
    if (isUp(process) && !isBack) {
      tell(process.name() + " has ended");
    }
  }

  private void note(Process process) {
    begun.put(process.facts().id(), process.facts().started());
  }

  private boolean isNews(Process process) {
    return !process.facts().started().equals(begun.get(process.facts().id()));
  }

  private static boolean isUp(Process process) {
    return process.isRunning() || process.facts().state() == State.PAUSED;
  }

  private boolean isKnown(Process process) {
    return begun.containsKey(process.facts().id());
  }

  private void forgetOthers(List<Process> processes, Map<String, LogLine> known) {
    Set<String> there =
        processes.stream().map(process -> process.facts().id()).collect(Collectors.toSet());
    begun.keySet().removeIf(container -> !there.contains(container) && !active.contains(container));
    known.keySet().retainAll(begun.keySet());
  }

  private void tell(String line) {
    if (!quiet) {
      visit.voice().status(line);
    }
  }

  /** The end of what one container prints. */
  private record End(Process process, Optional<EngineException> failure) {}
}
