package dev.hatchway.app;

import dev.hatchway.app.ContainerFacts.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an app runs as: the image of the type that one-offs are copies of. While a deployment
 * replaces its containers one by one, two images run, and that of the newest container counts.
 */
record Deployment(App app) {
  /** A container that fails again and again is between two states then, and no other release. */
  private static final Set<State> UP = EnumSet.of(State.RUNNING, State.PAUSED, State.RESTARTING);

  private static final Comparator<ContainerFacts> BY_AGE =
      Comparator.comparing(ContainerFacts::created).thenComparing(ContainerFacts::id);

  /**
   * Returns the release that the app has become, empty if it is still the last one, or if nothing
   * of that type runs.
   *
   * @param last the last release that is known
   */
  Optional<Release> after(Optional<Release> last, Instant now) {
    List<ContainerFacts> up =
        new Original(app)
            .type().stream()
                .flatMap(type -> app.formation().stream().filter(p -> p.name().type().equals(type)))
                .map(Process::facts)
                .filter(facts -> UP.contains(facts.state()) && Release.isImage(facts.imageId()))
                .toList();
    return up.stream()
        .max(BY_AGE)
        .filter(newest -> isOther(last, newest.imageId()))
        .map(
            newest ->
                new Release(
                    next(last),
                    newest.imageId(),
                    newest.imageName(),
                    since(up, newest, last, now),
                    app.source()));
  }

  /** The same for an app that a file declares, whose image has this id now. */
  static Optional<Release> declared(
      String image, String imageId, Optional<Release> last, Instant now) {
    return Optional.of(imageId)
        .filter(id -> Release.isImage(id) && isOther(last, id))
        .map(id -> new Release(next(last), id, image, now, App.FILE));
  }

  private static boolean isOther(Optional<Release> last, String image) {
    return last.isEmpty() || !last.get().image().equals(image);
  }

  private static int next(Optional<Release> last) {
    return last.map(Release::number).orElse(0) + 1;
  }

  /**
   * The first release began with the oldest container of its image. A later one began with its
   * newest container, unless that was there before the last release: then the app went back to it
   * just now.
   */
  private static Instant since(
      List<ContainerFacts> up, ContainerFacts newest, Optional<Release> last, Instant now) {
    if (last.isPresent()) {
      return newest.created().isAfter(last.get().since()) ? newest.created() : now;
    }
    return up.stream()
        .filter(facts -> facts.imageId().equals(newest.imageId()))
        .min(BY_AGE)
        .map(ContainerFacts::created)
        .orElse(now);
  }
}
