package dev.hatchway.session;

import dev.hatchway.app.Process;
import dev.hatchway.app.Release;
import dev.hatchway.app.Releases;
import dev.hatchway.container.Containers;
import dev.hatchway.container.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of processes at the moment besides what their containers tell. */
public final class ProcessStatus {
  private final Containers containers;
  private final LiveOneOffs live;
  private final Releases releases;

  public ProcessStatus(Containers containers, LiveOneOffs live, Releases releases) {
    this.containers = containers;
    this.live = live;
    this.releases = releases;
  }

  /** Returns what those that run use now. */
  Map<Process, Usage> usage(List<Process> processes) {
    return containers.usage(processes.stream().filter(Process::isRunning).toList());
  }

  /** Returns the last release of the app with the image that the process runs. */
  Optional<Release> release(Process process) {
    return releases.ofImage(process.app(), process.facts().imageId());
  }

  /** Returns all of it as JSON. */
  PsJson json(List<Process> processes) {
    return new PsJson(usage(processes), this::release, containers::node, this::attached);
  }

  /** One-offs only: who is in a process of the formation is not attached to its program. */
  private Optional<Integer> attached(Process process) {
    return process.oneOff() && process.isRunning()
        ? Optional.of(live.clients(process.facts().id()))
        : Optional.empty();
  }
}
