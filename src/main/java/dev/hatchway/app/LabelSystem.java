package dev.hatchway.app;

import java.util.Optional;

/** The labels by which one deployment tool marks the containers of its apps. */
public interface LabelSystem {
  /** Returns the place of a container, empty if this tool did not make it or hides it. */
  Optional<Place> place(ContainerFacts container);

  /**
   * Returns whether the container is the tool's own machinery and no app's, so that it has no place
   * in any later system either, though it may carry the labels of one.
   */
  default boolean hides(ContainerFacts container) {
    return false;
  }
}
