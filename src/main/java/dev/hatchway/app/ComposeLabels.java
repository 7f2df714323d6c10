package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The labels of Docker Compose. Containers of {@code docker compose run} and of hooks are left out:
 * they are not part of the formation, and their numbers are not those of one-offs.
 */
public final class ComposeLabels implements LabelSystem {
  public static final String SOURCE = "compose";

  /** The project, which is the app. */
  public static final String PROJECT = "com.docker.compose.project";

  /** The service, which is the process type. */
  public static final String SERVICE = "com.docker.compose.service";

  /** The number within the service, from 1 up. */
  public static final String NUMBER = "com.docker.compose.container-number";

  /** {@code True} on a container of {@code docker compose run}, else {@code False}. */
  public static final String ONE_OFF = "com.docker.compose.oneoff";

  /** On every container that Compose itself made, but not in the images that it builds. */
  public static final String CONFIG_HASH = "com.docker.compose.config-hash";

  /** On the short-lived container of a hook. */
  public static final String HOOK = "com.docker.compose.hook";

  /** On a container that was made to replace another; it stays there for good. */
  public static final String REPLACE = "com.docker.compose.replace";

  /** While two containers have one number, one of them has the old one's id before its name. */
  private static final Pattern TEMPORARY_NAME = Pattern.compile("[0-9a-f]{12}_.*");

  @Override
  public Optional<Place> place(ContainerFacts container) {
    if (container.label(CONFIG_HASH).isEmpty()
        || container.label(HOOK).isPresent()
        || container.label(ONE_OFF).orElse("").equalsIgnoreCase("true")) {
      return Optional.empty();
    }
    return Place.parse(
        container.label(PROJECT).orElse(""),
        container.label(SERVICE).orElse(""),
        container.label(NUMBER).orElse(""),
        SOURCE,
        standing(container));
  }

  /** Compose 2 gives the temporary name to the new container, Compose 1 to the old one. */
  private static Standing standing(ContainerFacts container) {
    if (!TEMPORARY_NAME.matcher(container.name()).matches()) {
      return Standing.HOLDER;
    }
    return container.label(REPLACE).isPresent() ? Standing.COMING : Standing.GOING;
  }
}
