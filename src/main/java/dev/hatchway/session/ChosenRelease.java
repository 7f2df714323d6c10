package dev.hatchway.session;

import dev.hatchway.app.Release;
import dev.hatchway.app.Releases;
import dev.hatchway.container.Containers;
import dev.hatchway.model.ExitCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The release that {@code run --release} means, if its image is still there. */
record ChosenRelease(Releases releases, Containers containers) {
  /** Whoever needs an older one finds it with {@code releases}. */
  private static final int MOST_NAMED = 10;

  Release of(Visit visit, String reference) throws Refusal {
    List<Release> found = releases.find(visit.name(), reference);
    if (found.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "no release %s of %s. %s".formatted(reference, visit.name(), thoseThatAreThere(visit)));
    }
    if (found.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE,
          "%s is ambiguous in %s: %s. Type more of it."
              .formatted(reference, visit.name(), named(found)));
    }
    Release release = found.getFirst();
    if (!isThere(release)) {
      throw new Refusal(
          ExitCode.USAGE,
          "the image of %s (%s, %s) is not on the engine any more. %s"
              .formatted(
                  release.name(), release.tag(), release.shortImage(), thoseThatAreThere(visit)));
    }
    return release;
  }

  /** The newest of each image that is still there. */
  private String thoseThatAreThere(Visit visit) {
    Set<String> images = new HashSet<>();
    List<Release> there =
        releases.of(visit.name()).stream()
            .filter(release -> images.add(release.image()))
            .filter(this::isThere)
            .limit(MOST_NAMED)
            .toList();
    return there.isEmpty()
        ? "No release has its image there."
        : "There are: " + named(there) + " (see releases)";
  }

  private boolean isThere(Release release) {
    return containers.imageId(release.image()).isPresent();
  }

  private static String named(List<Release> releases) {
    return releases.stream()
        .map(release -> "%s (%s)".formatted(release.name(), release.shortImage()))
        .collect(Collectors.joining(" "));
  }
}
