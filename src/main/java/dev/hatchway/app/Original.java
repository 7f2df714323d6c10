package dev.hatchway.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The choice of the process that a one-off copies. */
record Original(App app) {
  /** The type that a one-off copies unless it is told otherwise. */
  private static final String PREFERRED = "web";

  /** The list of an app's processes is sorted, so the first of these has the lowest number. */
  private static final Comparator<Process> RUNNING_FIRST =
      Comparator.comparing(process -> !process.isRunning());

  Lookup preferred() {
    return ofType(type().orElse(PREFERRED));
  }

  /** Returns the type that is copied: the only one, else {@code web}; empty if there is none. */
  Optional<String> type() {
    List<String> types = app.types();
    return types.size() == 1
        ? Optional.of(types.getFirst())
        : Optional.of(PREFERRED).filter(types::contains);
  }

  Lookup ofType(String type) {
    return app.formation().stream()
        .filter(process -> process.name().type().equals(type))
        // Of equal ones the first is taken: the lowest number.
        .min(RUNNING_FIRST)
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(() -> none(type));
  }

  private Lookup none(String type) {
    List<String> types = app.types();
    if (types.isEmpty()) {
      return new Lookup.None(app.name() + " has no process to copy; start one first");
    }
    return new Lookup.None(
        "%s has no %s process; types: %s (choose one with -t)"
            .formatted(app.name(), Words.shown(type), Words.joined(types)));
  }
}
