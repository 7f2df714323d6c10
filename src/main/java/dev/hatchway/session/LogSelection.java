package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.app.Process;
import dev.hatchway.model.ProcessName;
import dev.hatchway.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose output was asked for: that of the whole app, of types, or of processes by name. It goes on
 * to mean the same while containers come and go.
 */
record LogSelection(List<Part> parts) {
  LogSelection {
    parts = List.copyOf(parts);
  }

  static LogSelection of(App app, List<Target> targets) throws Refusal {
    List<Part> parts = new ArrayList<>();
    if (targets.isEmpty()) {
      parts.add(new Part.All());
    }
    for (Target target : targets) {
      Part type = new Part.Type(target.text());
      if (app.processes().stream().anyMatch(type::has)) {
        parts.add(type);
      } else {
        Process named = Found.in(app.find(target));
        parts.add(new Part.Named(named.name(), named.oneOff()));
      }
    }
    return new LogSelection(parts);
  }

  /** Returns the processes that are meant, each once. */
  List<Process> in(Optional<App> app) {
    return app.map(App::processes).orElse(List.of()).stream()
        .filter(process -> parts.stream().anyMatch(part -> part.has(process)))
        .toList();
  }

  /** Returns whether a container may still come; a one-off has only one, ever. */
  boolean mayGrow() {
    return parts.stream()
        .anyMatch(
            part ->
                switch (part) {
                  case Part.All() -> true;
                  case Part.Type(String _) -> true;
                  case Part.Named(ProcessName _, boolean oneOff) -> !oneOff;
                });
  }

  /** One of the things that were asked for. */
  sealed interface Part {
    /**
     * Returns whether the process is meant. Of the formation also those that have ended, since why
     * they did is what a log is read for; ended one-offs only by their names.
     */
    boolean has(Process process);

    /** The whole app. */
    record All() implements Part {
      @Override
      public boolean has(Process process) {
        return process.isRunning() || !process.oneOff();
      }
    }

    /** All processes of a type. */
    record Type(String name) implements Part {
      @Override
      public boolean has(Process process) {
        return process.name().type().equals(name) && (process.isRunning() || !process.oneOff());
      }
    }

    /** One process, whichever container it has. */
    record Named(ProcessName name, boolean oneOff) implements Part {
      @Override
      public boolean has(Process process) {
        return process.name().equals(name);
      }
    }
  }
}
