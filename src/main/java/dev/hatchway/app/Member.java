package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Comparator;
import java.util.Optional;

/**
 * A container with the place that its labels give it.
 *
 * @param precedence of the label system that gave it; the lowest comes first
 */
record Member(ContainerFacts facts, Place place, int precedence) {
  /** Which of several containers is the process: its holder, a running one, the newest. */
  static final Comparator<Member> BEST_FIRST =
      Comparator.<Member, Standing>comparing(member -> member.place().standing())
          .thenComparing(member -> member.facts().state() != ContainerFacts.State.RUNNING)
          .thenComparing(member -> member.facts().created(), Comparator.reverseOrder())
          .thenComparing(member -> member.facts().id());

  /**
   * Returns the container as the first label system that knows it places it, empty if none does.
   */
  static Optional<Member> of(ContainerFacts facts) {
    for (int i = 0; i < LabelSystems.IN_ORDER.size(); i++) {
      LabelSystem system = LabelSystems.IN_ORDER.get(i);
      Optional<Place> place = system.place(facts);
      if (place.isPresent()) {
        return Optional.of(new Member(facts, place.get(), i));
      }
      if (system.hides(facts)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  boolean isOneOff() {
    return place.standing() == Standing.ONE_OFF;
  }

  /** Returns whether it belongs to an app of that source: Hatchway's own one-offs do to any. */
  boolean isOf(String source) {
    return place.source().equals(source)
        || (isOneOff() && place.source().equals(HatchwayLabels.SOURCE));
  }
}
