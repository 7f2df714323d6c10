package dev.hatchway.docker;

import dev.hatchway.app.HatchwayLabels;
import dev.hatchway.container.OneOffPlan;
import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The labels of a one-off: those of the process that it is a copy of, without what makes that a
 * part of its formation, and with what makes it a one-off for Hatchway and for the tools that it
 * stands beside. Of these, Compose and Dokku know one-offs and are told; the others would take it
 * for a part of the app, and remove it or count it, and so get nothing to know it by.
 *
 * <p>A label of the image comes to every container that is made of it. It can be overwritten but
 * not removed, so an empty value has to do.
 */
final class OneOffLabels {
  private static final List<String> OF_THE_FORMATION =
      List.of(
          "hatchway.",
          "com.docker.compose.replace",
          "com.docker.swarm.",
          "com.docker.stack.",
          "coolify.",
          "com.hashicorp.nomad.");

  private static final String KAMAL_SERVICE = "service";
  private static final String KAMAL_ROLE = "role";

  /** Words that anybody may use, so they are Kamal's only together. */
  private static final Set<String> OF_KAMAL = Set.of(KAMAL_SERVICE, KAMAL_ROLE, "destination");

  private static final List<String> OF_TOOLS = List.of("com.docker.compose.", "com.dokku.");

  private static final String COMPOSE_PROJECT = "com.docker.compose.project";
  private static final String COMPOSE_ONE_OFF = "com.docker.compose.oneoff";
  private static final String COMPOSE_NUMBER = "com.docker.compose.container-number";
  private static final String DOKKU_APP = "com.dokku.app-name";
  private static final String DOKKU_KIND = "com.dokku.container-type";
  private static final String DOKKU_TYPE = "com.dokku.process-type";
  private static final String DOKKU_DYNO = "com.dokku.dyno";
  private static final String DOKKU_DEADLINE = "com.dokku.active-deadline-seconds";

  private OneOffLabels() {}

  /** Returns the labels that a one-off is created with. */
  static Map<String, String> of(Template template, OneOffPlan plan) {
    Map<String, String> process = Facts.labels(template.config().path("Labels"));
    Map<String, String> image = Facts.labels(template.imageConfig().path("Labels"));
    boolean kamal = process.containsKey(KAMAL_SERVICE) && process.containsKey(KAMAL_ROLE);
    Predicate<String> left = key -> isOfTheFormation(key) || (kamal && OF_KAMAL.contains(key));
    Map<String, String> labels = new TreeMap<>(process);
    labels.keySet().removeIf(left);
    image.keySet().stream().filter(left).forEach(key -> labels.put(key, Routing.neutral(key)));
    Set<String> known = new HashSet<>(process.keySet());
    known.addAll(image.keySet());
    mark(labels, known, plan);
    return labels;
  }

  private static boolean isOfTheFormation(String key) {
    return Routing.isLabel(key) || OF_THE_FORMATION.stream().anyMatch(key::startsWith);
  }

  /** Returns whether another tool knows its app by this label; the images that it makes have it. */
  static boolean isOfTool(String key) {
    return OF_TOOLS.stream().anyMatch(key::startsWith) || OF_KAMAL.contains(key);
  }

  /** Returns whether anybody knows an app or its routes by this label. */
  static boolean isOfAnApp(String key) {
    return isOfTheFormation(key) || isOfTool(key);
  }

  private static void mark(Map<String, String> labels, Set<String> known, OneOffPlan plan) {
    labels.put(HatchwayLabels.APP, plan.app().value());
    labels.put(HatchwayLabels.PROCESS, plan.name().type());
    labels.put(HatchwayLabels.NUMBER, Integer.toString(plan.number()));
    OneOffPlan.Marks marks = plan.marks();
    labels.put(HatchwayLabels.USER, marks.owner().name());
    labels.put(HatchwayLabels.SESSION, marks.session());
    labels.put(
        HatchwayLabels.DEADLINE, marks.deadline().truncatedTo(ChronoUnit.SECONDS).toString());
    labels.put(HatchwayLabels.IDLE, TimeSpan.format(marks.idle()));
    labels.put(HatchwayLabels.ON_DISCONNECT, marks.onDisconnect().word());
    marks.name().ifPresent(name -> labels.put(HatchwayLabels.NAME, name));
    labels.put(HatchwayLabels.GATEWAY, marks.gateway().value());
    labels.put(HatchwayLabels.DETACHED, Boolean.toString(marks.detached()));
    labels.put(
        HatchwayLabels.RETENTION,
        marks.retention().map(TimeSpan::format).orElse(HatchwayLabels.FOR_EVER));
    if (known.contains(COMPOSE_PROJECT)) {
      labels.put(COMPOSE_ONE_OFF, "True");
      labels.put(COMPOSE_NUMBER, Integer.toString(plan.number()));
    }
    if (known.contains(DOKKU_APP)) {
      labels.put(DOKKU_KIND, plan.name().type());
      labels.put(DOKKU_TYPE, plan.name().type());
      labels.put(DOKKU_DYNO, plan.name().toString());
      labels.put(
          DOKKU_DEADLINE,
          Long.toString(Duration.between(Instant.now(), marks.deadline()).toSeconds()));
    }
  }
}
