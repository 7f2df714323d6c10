package dev.hatchway.container;

import dev.hatchway.app.Process;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ImageName;
import java.util.Optional;

/** What a one-off is a copy of. */
public sealed interface Origin {
  /** The image as it is named, which may have to be fetched first; empty if it runs already. */
  Optional<ImageName> named();

  /** A process of the app that has a container now. */
  record Running(Process process) implements Origin {
    @Override
    public Optional<ImageName> named() {
      return Optional.empty();
    }
  }

  /** An app that a file declares, none of whose processes need to run. */
  record Declared(DeclaredApp app, Optional<String> type) implements Origin {
    @Override
    public Optional<ImageName> named() {
      return Optional.of(app.image());
    }
  }
}
