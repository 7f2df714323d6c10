package dev.hatchway.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tree on the gateway's own machine. Its processes are in a group of the kernel; should one have
 * escaped it, or should there be no such groups, those with the mark, their descendants and what is
 * in the session of the kernel that the first process led are found one by one.
 */
final class HostTree implements ProcessTree {
  private static final Logger log = LoggerFactory.getLogger(HostTree.class);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final String container;
  private final ProcessMark mark;
  private final Optional<Cgroup> around;
  private final Optional<Cgroup> group;
  private final Optional<ExecWatch> watch;

  private HostTree(
      String container, ProcessMark mark, Optional<Cgroup> around, Optional<ExecWatch> watch) {
    this.container = container;
    this.mark = mark;
    this.around = around;
    this.group = around.map(mark::group);
    this.watch = watch;
  }

  /**
   * Returns the tree of an exec that is about to be started.
   *
   * @param container its id
   * @param around the container's group, empty if no other can be made in it
   */
  static HostTree begin(String container, ProcessMark mark, Optional<Cgroup> around, String exec) {
    Optional<ExecWatch> watch = around.map(c -> new ExecWatch(c, mark.group(c), exec, mark));
    watch.ifPresent(ExecWatch::await);
    return new HostTree(container, mark, around, watch);
  }

  /** Returns a tree that a gateway left behind. */
  static HostTree left(String container, ProcessMark mark, Optional<Cgroup> around) {
    return new HostTree(container, mark, around, Optional.empty());
  }

  @Override
  public void signal(String name, long leader) {
    List<String> pids = processes(leader).map(p -> Long.toString(p.pid())).toList();
    if (pids.isEmpty()) {
      return;
    }
    List<String> command =
        Stream.concat(Stream.of("kill", "-s", name, "--"), pids.stream()).toList();
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      log.warn("the signal {} could not be sent to a program in {}", name, container, e);
    }
  }

  @Override
  public void end(Duration patience, long leader) {
    watch.ifPresent(ExecWatch::settle);
    if (!sweep(false, patience, leader) && !sweep(true, LAST_PATIENCE, leader)) {
      log.warn("processes of a session in {} could not be ended", container);
    }
    group.ifPresent(this::remove);
  }

  /** Returns whether nothing was left within the time. */
  private boolean sweep(boolean forcibly, Duration time, long leader) {
    long deadline = System.nanoTime() + time.toNanos();
    boolean first = true;
    while (true) {
      List<ProcessHandle> left = processes(leader).toList();
      if (left.isEmpty()) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
      if (forcibly) {
        group.ifPresent(Cgroup::kill);
        left.forEach(ProcessHandle::destroyForcibly);
      } else if (first) {
        left.forEach(ProcessHandle::destroy);
        first = false;
      }
      pause(PAUSE);
    }
  }

  /** The kernel may need a moment for processes that have just ended. */
  private void remove(Cgroup ended) {
    long deadline = System.nanoTime() + LAST_PATIENCE.toNanos();
    while (!ended.remove() && System.nanoTime() < deadline) {
      pause(PAUSE);
    }
  }

  private Stream<ProcessHandle> processes(long leader) {
    Set<HostProcess> grouped = new HashSet<>();
    group.ifPresent(g -> grouped.addAll(g.processes()));
    Stream<ProcessHandle> others =
        candidates()
            .filter(process -> !grouped.contains(process))
            .filter(process -> mark.isOn(process) || isLedBy(process, leader))
            .flatMap(process -> ProcessHandle.of(process.pid()).stream())
            .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()));
    return Stream.concat(
            grouped.stream().flatMap(process -> ProcessHandle.of(process.pid()).stream()), others)
        .distinct();
  }

  private Stream<HostProcess> candidates() {
    return around.isPresent() ? around.get().processes().stream() : HostProcess.allOf(container);
  }

  private static boolean isLedBy(HostProcess process, long leader) {
    return leader != 0 && process.session() == leader;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
