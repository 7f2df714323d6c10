package dev.hatchway.app;

import java.util.Optional;

/** The labels by which one deployment tool marks the containers of its apps. */
public interface LabelSystem {
  /** Returns the place of a container, empty if this tool did not make it or hides it. */
  Optional<Place> place(ContainerFacts container);
}
