package dev.hatchway.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of processes of the kernel, which whatever they start belongs to as well, and which no
 * program in a container can leave. One that is gone has no processes.
 */
record Cgroup(Path folder, Kind kind) {
  private static final Logger log = LoggerFactory.getLogger(Cgroup.class);

  /** How long all that is in it may take to stand still; on cgroup v1 it may never do so. */
  private static final Duration FREEZE = Duration.ofMillis(100);

  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final String PROCESSES = "cgroup.procs";

  /** A hierarchy of groups in which processes can be made to stand still. */
  enum Kind {
    /** Version 2, since Linux 5.2. */
    UNIFIED("", "cgroup2", "cgroup.freeze", "1", "0"),

    /** Of version 1 the one hierarchy where a group of its own changes no limit and no figure. */
    FREEZER("freezer", "cgroup", "freezer.state", "FROZEN", "THAWED");

    private final String controller;
    private final String fileSystem;
    private final String file;
    private final String frozen;
    private final String thawed;

    Kind(String controller, String fileSystem, String file, String frozen, String thawed) {
      this.controller = controller;
      this.fileSystem = fileSystem;
      this.file = file;
      this.frozen = frozen;
      this.thawed = thawed;
    }
  }

  /** Returns the group of a container, empty if this gateway cannot make others in it. */
  static Optional<Cgroup> of(String container, HostProcess first) {
    return Stream.of(Kind.values())
        .flatMap(kind -> find(kind, container, first).stream())
        .findFirst();
  }

  private static Optional<Cgroup> find(Kind kind, String container, HostProcess first) {
    return mount(kind)
        .flatMap(mount -> path(kind, container, first.groups()).map(mount::resolve))
        .filter(folder -> Files.isWritable(folder.resolve(kind.file)))
        .map(folder -> new Cgroup(folder, kind));
  }

  /** Of proc_pid_mountinfo(5) the whole hierarchy, which a container of our own does not have. */
  private static Optional<Path> mount(Kind kind) {
    try {
      return Files.readAllLines(MOUNTS).stream()
          .map(line -> line.split(" - ", 2))
          .filter(parts -> parts.length == 2 && isMount(kind, parts[1].split(" ", -1)))
          .map(parts -> parts[0].split(" ", -1))
          .filter(fields -> fields[3].equals("/"))
          .map(fields -> Path.of(fields[4]))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isMount(Kind kind, String[] fields) {
    return fields[0].equals(kind.fileSystem)
        && (kind.controller.isEmpty()
            || List.of(fields[2].split(",", -1)).contains(kind.controller));
  }

  /** Of cgroups(7) the group of the container; its first process may have made others below. */
  private static Optional<Path> path(Kind kind, String container, String groups) {
    return groups
        .lines()
        .map(line -> line.split(":", 3))
        .filter(fields -> List.of(fields[1].split(",", -1)).contains(kind.controller))
        .map(fields -> fields[2])
        .filter(path -> path.contains(container))
        .map(
            path -> {
              int end = path.indexOf('/', path.indexOf(container));
              return Path.of(path.substring(1, end < 0 ? path.length() : end));
            })
        .findFirst();
  }

  /** Returns one in it, which {@link #make} makes. */
  Cgroup child(String name) {
    return new Cgroup(folder.resolve(name), kind);
  }

  List<Cgroup> children() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).map(path -> new Cgroup(path, kind)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  void make() throws IOException {
    Files.createDirectories(folder);
  }

  /** Takes a process in; what it has started before stays where it is. */
  void take(HostProcess process) throws IOException {
    Files.writeString(folder.resolve(PROCESSES), Long.toString(process.pid()));
  }

  /** The processes that are in it directly. */
  List<HostProcess> ownProcesses() {
    try {
      String text = Files.readString(folder.resolve(PROCESSES), StandardCharsets.US_ASCII);
      return Arrays.stream(text.split("\n", -1))
          .filter(line -> !line.isEmpty())
          .map(line -> new HostProcess(Long.parseLong(line)))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Those of the groups below it, too. */
  List<HostProcess> processes() {
    return Stream.concat(
            ownProcesses().stream(), children().stream().flatMap(c -> c.processes().stream()))
        .toList();
  }

  /** Kills all that is in it while nothing of it can start another. */
  void kill() {
    try {
      write(kind.frozen);
      awaitFrozen();
      processes().forEach(p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroyForcibly));
    } catch (IOException e) {
      log.debug("{} is gone already: {}", folder, e.getMessage());
    } finally {
      thaw();
    }
  }

  private void thaw() {
    try {
      write(kind.thawed);
    } catch (IOException e) {
      log.debug("{} is gone already: {}", folder, e.getMessage());
    }
  }

  /** Removes it and those below; false while there are processes in it. */
  boolean remove() {
    children().forEach(Cgroup::remove);
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void write(String state) throws IOException {
    // Without CREATE: where the file is missing the group is gone.
    Files.writeString(folder.resolve(kind.file), state, StandardOpenOption.WRITE);
  }

  private void awaitFrozen() throws IOException {
    long deadline = System.nanoTime() + FREEZE.toNanos();
    while (!isFrozen() && System.nanoTime() < deadline) {
      HostTree.pause(PAUSE);
    }
  }

  private boolean isFrozen() throws IOException {
    return switch (kind) {
      case UNIFIED -> Files.readAllLines(folder.resolve("cgroup.events")).contains("frozen 1");
      case FREEZER -> Files.readString(folder.resolve(kind.file)).strip().equals(kind.frozen);
    };
  }
}
