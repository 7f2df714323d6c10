package dev.hatchway.app;

import static java.util.stream.Collectors.groupingBy;

import dev.hatchway.model.ProcessName;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of the processes of one type. Those that their tool has numbered keep the number; the
 * others are counted in the order in which their containers were made, whether they run or not. So
 * every gateway finds the same, one that is added takes no number from another, and one that is
 * restarted keeps its own. Only when one is removed do those that were made after it move up.
 */
final class Numbering {
  private static final Comparator<Member> OLDEST_FIRST =
      Comparator.<Member, Instant>comparing(member -> member.facts().created())
          .thenComparing(member -> member.facts().id());

  private Numbering() {}

  /** Returns the processes of an app that these containers of one type are: one for each slot. */
  static List<Process> of(List<Member> members) {
    List<Member> holders =
        members.stream().collect(groupingBy(member -> member.place().slot())).values().stream()
            .map(rivals -> Collections.min(rivals, Member.BEST_FIRST))
            .sorted(OLDEST_FIRST)
            .toList();
    SortedMap<Integer, Member> numbered = new TreeMap<>();
    for (Member holder : holders) {
      if (holder.place().slot() instanceof Slot.Numbered(int number)) {
        numbered.put(number, holder);
      }
    }
    int next = 1;
    for (Member holder : holders) {
      if (holder.place().slot() instanceof Slot.Counted) {
        while (numbered.containsKey(next)) {
          next++;
        }
        numbered.put(next, holder);
      }
    }
    return numbered.entrySet().stream()
        .map(entry -> process(entry.getValue(), entry.getKey()))
        .toList();
  }

  private static Process process(Member member, int number) {
    Place place = member.place();
    return new Process(
        place.app(), new ProcessName(place.type(), number), member.isOneOff(), member.facts());
  }
}
