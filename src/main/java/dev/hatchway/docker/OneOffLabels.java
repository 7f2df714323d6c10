package dev.hatchway.docker;

import dev.hatchway.container.OneOffPlan;
import dev.hatchway.model.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The labels that make a container a one-off, for Hatchway and for the tools that it stands beside.
 */
final class OneOffLabels {
  private static final List<String> OF_THE_FORMATION =
      List.of("hatchway.", "com.docker.compose.replace", "com.docker.swarm.", "com.docker.stack.");

  private static final String COMPOSE_PROJECT = "com.docker.compose.project";
  private static final String COMPOSE_ONE_OFF = "com.docker.compose.oneoff";
  private static final String COMPOSE_NUMBER = "com.docker.compose.container-number";
  private static final String DOKKU_APP = "com.dokku.app-name";
  private static final String DOKKU_KIND = "com.dokku.container-type";
  private static final String DOKKU_TYPE = "com.dokku.process-type";
  private static final String DOKKU_DYNO = "com.dokku.dyno";
  private static final String DOKKU_DEADLINE = "com.dokku.active-deadline-seconds";

  private OneOffLabels() {}

  /** Returns whether a one-off must not carry this label of the process that it is a copy of. */
  static boolean belongsToTheFormation(String key) {
    return Routing.isLabel(key) || OF_THE_FORMATION.stream().anyMatch(key::startsWith);
  }

  static void mark(Map<String, String> labels, OneOffPlan plan) {
    labels.put("hatchway.app", plan.app().value());
    labels.put("hatchway.process", plan.name().type());
    labels.put("hatchway.number", Integer.toString(plan.number()));
    OneOffPlan.Marks marks = plan.marks();
    labels.put("hatchway.user", marks.owner().name());
    labels.put("hatchway.session", marks.session());
    labels.put("hatchway.deadline", marks.deadline().truncatedTo(ChronoUnit.SECONDS).toString());
    labels.put("hatchway.idle", TimeSpan.format(marks.idle()));
    labels.put("hatchway.on-disconnect", marks.onDisconnect().word());
    marks.name().ifPresent(name -> labels.put("hatchway.name", name));
    if (labels.containsKey(COMPOSE_PROJECT)) {
      labels.put(COMPOSE_ONE_OFF, "True");
      labels.put(COMPOSE_NUMBER, Integer.toString(plan.number()));
    }
    if (labels.containsKey(DOKKU_APP)) {
      labels.put(DOKKU_KIND, plan.name().type());
      labels.put(DOKKU_TYPE, plan.name().type());
      labels.put(DOKKU_DYNO, plan.name().toString());
      labels.put(
          DOKKU_DEADLINE,
          Long.toString(Duration.between(Instant.now(), marks.deadline()).toSeconds()));
    }
  }
}
