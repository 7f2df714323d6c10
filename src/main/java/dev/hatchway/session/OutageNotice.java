package dev.hatchway.session;

import dev.hatchway.container.Outage;

/** What the clients at a one-off are told when its engine goes away and comes back. */
final class OutageNotice {
  private OutageNotice() {}

  /**
   * Returns the text.
   *
   * @param name of the one-off
   */
  static String of(Outage outage, String name) {
    return switch (outage) {
      case BEGUN -> "the container engine does not answer; waiting for it";
      case OVER ->
          "the container engine is back and %s goes on; an unfinished line may be missing"
              .formatted(name);
      case OVER_WITH_GAP ->
          "the container engine is back and %s goes on; output may be missing, see logs %s"
              .formatted(name, name);
      case OVER_AND_ENDED ->
          "the container engine is back and %s has ended meanwhile; output may be missing, see logs %s"
              .formatted(name, name);
    };
  }
}
