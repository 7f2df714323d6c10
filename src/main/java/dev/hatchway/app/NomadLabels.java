package dev.hatchway.app;

import dev.hatchway.app.Place.Standing;
import java.util.Optional;

/**
 * The labels of Nomad's driver for Docker. It writes the names of job and task only if the plugin's
 * {@code extra_labels} ask for them; the number of an allocation it writes nowhere.
 */
public final class NomadLabels implements LabelSystem {
  public static final String SOURCE = "nomad";

  /** The name of the job, which is the app. */
  public static final String JOB = "com.hashicorp.nomad.job_name";

  /** The name of the task, which is the process type. */
  public static final String TASK = "com.hashicorp.nomad.task_name";

  /** The one copy of the job's group that the container is of; on every container of Nomad. */
  public static final String ALLOCATION = "com.hashicorp.nomad.alloc_id";

  @Override
  public Optional<Place> place(ContainerFacts container) {
    return Place.counted(
        container.label(JOB).orElse(""),
        container.label(TASK).orElse(""),
        container.label(ALLOCATION).orElse(container.id()),
        SOURCE,
        Standing.HOLDER);
  }
}
