package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import dev.hatchway.model.ProcessName;
import java.util.Optional;

/**
 * Hatchway's own labels. It writes them on its one-offs, and an operator may write the first three
 * on any container. They come first, because a one-off of a Compose or Dokku app carries the labels
 * of those tools as well.
 */
public final class HatchwayLabels implements LabelSystem {
  public static final String SOURCE = "hatchway";

  /** The name of the app. */
  public static final String APP = "hatchway.app";

  /** The process type; {@code run} for a one-off. */
  public static final String PROCESS = "hatchway.process";

  /** The number within the type, from 1 up. */
  public static final String NUMBER = "hatchway.number";

  /** The person who started a one-off. */
  public static final String USER = "hatchway.user";

  /** The session that started a one-off. */
  public static final String SESSION = "hatchway.session";

  /** The moment at which a one-off is ended, in ISO 8601. */
  public static final String DEADLINE = "hatchway.deadline";

  /** How long the terminal of a one-off may be silent, such as {@code 30m}; {@code 0}: for ever. */
  public static final String IDLE = "hatchway.idle";

  /** The name that a one-off was given besides {@code run.N}. */
  public static final String NAME = "hatchway.name";

  /** What becomes of a one-off when its client disappears: {@code stop} or {@code keep}. */
  public static final String ON_DISCONNECT = "hatchway.on-disconnect";

  /** The gateway that has started a one-off and answers for it. */
  public static final String GATEWAY = "hatchway.gateway";

  /** Whether a one-off was started without a client at it: {@code true} or {@code false}. */
  public static final String DETACHED = "hatchway.detached";

  /**
   * How long the container of a one-off that has ended stays, such as {@code 24h}, or {@link
   * #FOR_EVER}.
   */
  public static final String RETENTION = "hatchway.retention";

  /** Until somebody removes it. */
  public static final String FOR_EVER = "forever";

  @Override
  public Optional<Place> place(ContainerFacts container) {
    String type = container.label(PROCESS).orElse("");
    Standing standing = type.equals(ProcessName.ONE_OFF) ? Standing.ONE_OFF : Standing.HOLDER;
    return Place.parse(
        container.label(APP).orElse(""),
        type,
        container.label(NUMBER).orElse(""),
        SOURCE,
        standing);
  }
}
