package dev.hatchway.app;

import static java.util.stream.Collectors.groupingBy;

import dev.hatchway.model.AppName;
import dev.hatchway.model.DeclaredApp;
import dev.hatchway.model.ProcessName;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The making of apps out of containers and declarations.
 *
 * <p>If two label systems name one app, such as a Dokku app {@code shop} and a Compose project
 * {@code shop}, the app is that of the first system that has a formation of it, and the containers
 * of the other are in no app: they are not two halves of one thing. Hatchway's one-offs belong to
 * the app whoever runs its formation.
 */
public final class Apps {
  private Apps() {}

  /** Returns whether the container is one of an app's, by what its labels and its name say. */
  public static boolean isPlaced(ContainerFacts container) {
    return place(container).isPresent();
  }

  /** Returns the place that a container's labels and name give it, empty if it is in no app. */
  public static Optional<Place> place(ContainerFacts container) {
    return Member.of(container).map(Member::place);
  }

  /** Returns the one-off of Hatchway's that a container is, empty if it is none. */
  public static Optional<Process> oneOff(ContainerFacts container) {
    return place(container)
        .filter(place -> place.source().equals(HatchwayLabels.SOURCE))
        .filter(place -> place.standing() == Place.Standing.ONE_OFF)
        .flatMap(
            place ->
                ProcessName.parse(
                        container.label(HatchwayLabels.PROCESS).orElse("")
                            + "."
                            + container.label(HatchwayLabels.NUMBER).orElse(""))
                    .map(name -> new Process(place.app(), name, true, container)));
  }

  /**
   * Returns all apps by name, in order. A declared app has its processes as any other has: by the
   * labels of its containers.
   */
  public static SortedMap<AppName, App> of(
      Collection<ContainerFacts> containers, Collection<DeclaredApp> declared) {
    SortedMap<AppName, App> apps = new TreeMap<>();
    containers.stream()
        .flatMap(facts -> Member.of(facts).stream())
        .collect(groupingBy(member -> member.place().app()))
        .forEach((name, members) -> apps.put(name, labelled(name, members)));
    for (DeclaredApp declaration : declared) {
      App found = apps.get(declaration.name());
      List<Process> processes = found == null ? List.of() : found.processes();
      apps.put(
          declaration.name(),
          new App(declaration.name(), App.FILE, processes, Optional.of(declaration)));
    }
    return Collections.unmodifiableSortedMap(apps);
  }

  private static App labelled(AppName name, List<Member> members) {
    String source = source(members);
    List<Process> processes =
        members.stream()
            .filter(member -> member.isOf(source))
            .collect(groupingBy(member -> member.place().type()))
            .values()
            .stream()
            .flatMap(sameType -> Numbering.of(sameType).stream())
            .toList();
    return new App(name, source, processes, Optional.empty());
  }

  /** The first system that has a formation of the app; if none has, the first that has anything. */
  private static String source(List<Member> members) {
    Comparator<Member> order =
        Comparator.comparing(Member::isOneOff).thenComparingInt(Member::precedence);
    return Collections.min(members, order).place().source();
  }
}
