package dev.hatchway.container;

import dev.hatchway.app.Process;
import dev.hatchway.model.DeclaredApp;
import java.util.Optional;

/** What a one-off is a copy of. */
public sealed interface Origin {
  /** A process of the app that has a container now. */
  record Running(Process process) implements Origin {}

  /** An app that a file declares, none of whose processes need to run. */
  record Declared(DeclaredApp app, Optional<String> type) implements Origin {}
}
