package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The labels of Dokku's scheduler {@code docker-local}.
 *
 * <p>The app's name alone means nothing: Dokku writes it into the image too, so that every
 * container made from the image has it. Only containers that Dokku starts have a container type.
 */
public final class DokkuLabels implements LabelSystem {
  public static final String SOURCE = "dokku";

  /** The name of the app. */
  public static final String APP = "com.dokku.app-name";

  /** {@code deploy} in the formation, {@code run} or {@code cron} for a one-off. */
  public static final String CONTAINER_TYPE = "com.dokku.container-type";

  /** The process type. */
  public static final String PROCESS_TYPE = "com.dokku.process-type";

  /** Type and number, such as {@code web.1}; one-offs of Dokku do not have it. */
  public static final String DYNO = "com.dokku.dyno";

  private static final Pattern UPCOMING = Pattern.compile("\\.upcoming-[0-9]+");

  @Override
  public Optional<Place> place(ContainerFacts container) {
    String app = container.label(APP).orElse("");
    String containerType = container.label(CONTAINER_TYPE).orElse("");
    return switch (containerType) {
      case "deploy" -> formation(container, app);
      case "run", "cron" -> oneOff(container, app, containerType);
      default -> Optional.empty();
    };
  }

  private static Optional<Place> formation(ContainerFacts container, String app) {
    String dyno = container.label(DYNO).orElse("");
    return Place.parse(app, dyno, SOURCE, standing(container.name(), app + "." + dyno));
  }

  /** A deployment starts {@code app.web.1.upcoming-N} and renames the old one with its time. */
  private static Standing standing(String name, String settled) {
    if (name.equals(settled)) {
      return Standing.HOLDER;
    }
    boolean upcoming =
        name.startsWith(settled) && UPCOMING.matcher(name.substring(settled.length())).matches();
    return upcoming ? Standing.COMING : Standing.GOING;
  }

  /** Its number stands only in the container's name, {@code app.run.N}. */
  private static Optional<Place> oneOff(ContainerFacts container, String app, String type) {
    String before = app + "." + type + ".";
    if (!container.name().startsWith(before)) {
      return Optional.empty();
    }
    String number = container.name().substring(before.length());
    return Place.parse(app, type, number, SOURCE, Standing.ONE_OFF);
  }
}
