package dev.hatchway.session;

import dev.hatchway.model.ByteSize;
import dev.hatchway.model.TimeSpan;
import dev.hatchway.model.User;
import dev.hatchway.upload.Expired;
import dev.hatchway.upload.Inbox;
import dev.hatchway.upload.Inboxes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Tells whoever comes to their inbox, once, what has expired in it since they were here. */
public final class ExpiredUploads {
  /** What is more is counted. */
  private static final int MOST_NAMED = 10;

  private final Inboxes inboxes;
  private final Duration span;
  private final InstantSource clock;

  /**
   * @param span how long uploads wait
   */
  public ExpiredUploads(Inboxes inboxes, Duration span, InstantSource clock) {
    this.inboxes = inboxes;
    this.span = span;
    this.clock = clock;
  }

  /** Returns the visitor's inbox, without what has expired. */
  Inbox inboxOf(Visit visit) throws IOException {
    User user = visit.client().grant().user();
    Inbox inbox = inboxes.of(user, visit.name());
    List<Expired> gone = inboxes.expired(user, visit.name());
    for (Expired each : gone.subList(0, Math.min(gone.size(), MOST_NAMED))) {
      Duration ago = Duration.between(each.when(), clock.instant());
      visit
          .voice()
          .problem(
              "%s (%s) expired %s ago; uploads wait %s for the next one-off"
                  .formatted(
                      each.name(),
                      ByteSize.format(each.bytes()),
                      TimeSpan.rough(ago.isNegative() ? Duration.ZERO : ago),
                      TimeSpan.format(span)));
    }
    if (gone.size() > MOST_NAMED) {
      visit.voice().problem("so did %d more".formatted(gone.size() - MOST_NAMED));
    }
    return inbox;
  }
}
