package dev.hatchway.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an exec into a group of its own. The engine makes the exec's process as one of its runtime's
 * and puts it into the container's group; about 20 ms later it becomes the program (measured).
 * Before that it is seen and taken, so that all that the program ever starts is born in its group.
 */
final class ExecWatch {
  private static final Logger log = LoggerFactory.getLogger(ExecWatch.class);

  /** A tenth of the time that there is. */
  private static final Duration PAUSE = Duration.ofMillis(2);

  /** How long the engine may take to start what it has agreed to start. */
  private static final Duration START = Duration.ofSeconds(10);

  private final Cgroup container;
  private final Cgroup group;
  private final String exec;
  private final ProcessMark mark;
  private final Set<HostProcess> others = new HashSet<>();

  /** Those that came later and were somebody else's when they were looked at. */
  private final Set<HostProcess> strangers = new HashSet<>();

  private final Thread watch;
  private boolean over;

  /**
   * @param container the group of its container
   * @param group its own, which is made as soon as there is a process for it
   * @param exec the engine's id of it, which the runtime is started with
   */
  ExecWatch(Cgroup container, Cgroup group, String exec, ProcessMark mark) {
    this.container = container;
    this.group = group;
    this.exec = exec;
    this.mark = mark;
    // The time that there is is too short to stand in line behind virtual threads.
    this.watch = Thread.ofPlatform().daemon().name("exec-watch").unstarted(this::watch);
  }

  /** Begins to look for the process; called before the engine is asked to start it. */
  void await() {
    watch.start();
  }

  /** Takes what there is now, and looks no longer. */
  synchronized void settle() {
    over = true;
    strangers.clear();
    take();
  }

  private void watch() {
    long deadline = System.nanoTime() + START.toNanos();
    learnOthers();
    while (goesOn() && System.nanoTime() < deadline) {
      HostTree.pause(PAUSE);
    }
  }

  /**
   * Looks at all that was there before, so that later only what is new has to be looked at, and so
   * that no code is run for the first time when there is no time for that.
   */
  private synchronized void learnOthers() {
    if (over) {
      return;
    }
    for (HostProcess process : container.ownProcesses()) {
      if (!isOfExec(process, Set.of())) {
        others.add(process);
      }
    }
    try {
      group.make();
    } catch (IOException e) {
      log.debug("there will be no group for a session: {}", e.getMessage());
    }
  }

  /** One look; whatever was started by a process that was taken too late is taken with the last. */
  private synchronized boolean goesOn() {
    if (over) {
      return false;
    }
    boolean begun = hasBegun();
    take();
    return !begun;
  }

  /** Once the runtime's process has become the program nothing else comes from outside. */
  private boolean hasBegun() {
    return group.ownProcesses().stream().anyMatch(process -> mark.isOn(process));
  }

  private void take() {
    Set<Long> taken = new HashSet<>();
    group.ownProcesses().forEach(process -> taken.add(process.pid()));
    boolean more = true;
    while (more) {
      more = false;
      for (HostProcess process : container.ownProcesses()) {
        if (others.contains(process) || strangers.contains(process)) {
          continue;
        }
        if (!isOfExec(process, taken)) {
          // Once is enough: with many sessions at a time each look would be at all of them.
          strangers.add(process);
        } else if (take(process)) {
          more = taken.add(process.pid());
        }
      }
    }
  }

  private boolean isOfExec(HostProcess process, Set<Long> taken) {
    long parent = process.parent();
    return taken.contains(parent)
        || mark.isOn(process)
        || new HostProcess(parent).commandLine().contains(exec);
  }

  private boolean take(HostProcess process) {
    try {
      group.take(process);
      return true;
    } catch (IOException e) {
      // It has ended meanwhile, or it is found by its mark in the end.
      log.debug("a process of a session could not be taken: {}", e.getMessage());
      return false;
    }
  }
}
