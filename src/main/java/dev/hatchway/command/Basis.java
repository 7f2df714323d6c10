package dev.hatchway.command;

import dev.hatchway.model.ImageName;
import java.util.Optional;

/**
 * What a one-off is made from, where the client wants something else than the app's current
 * release.
 *
 * @param type the process type whose image, environment and command it takes
 * @param release the number of a release, or the beginning of an image's id
 * @param image the name of any image
 */
public record Basis(Optional<String> type, Optional<String> release, Optional<ImageName> image) {
  /** What the app runs now. */
  public static final Basis CURRENT =
      new Basis(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the same with another process type. */
  Basis ofType(Optional<String> another) {
    return new Basis(another, release, image);
  }

  public Basis {
    if (release.isPresent() && image.isPresent()) {
      throw new IllegalArgumentException("a release has an image, so no other can be named");
    }
  }
}
