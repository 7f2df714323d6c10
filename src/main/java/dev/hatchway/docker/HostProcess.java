package dev.hatchway.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process of this machine as proc(5) shows it; nothing is known of one that is gone. */
record HostProcess(long pid) {
  private static final Path PROC = Path.of("/proc");
  private static final Path SELF = PROC.resolve("self");

  /** Behind the name come the state, the parent, the group and the session (proc_pid_stat(5)). */
  private static final int PARENT = 1;

  private static final int SESSION = 3;

  /** Returns all processes of a container. */
  static Stream<HostProcess> allOf(String container) {
    return ProcessHandle.allProcesses()
        .map(process -> new HostProcess(process.pid()))
        .filter(process -> process.isOf(container));
  }

  /** Whose group names this container, on cgroup v1 and v2: numbers are used again. */
  boolean isOf(String container) {
    return pid > 0 && text("cgroup").contains(container);
  }

  /** Returns whether this gateway, as root, sees and reaches it and its like. */
  boolean isWithinReach() {
    try {
      return Files.getAttribute(SELF, "unix:uid").equals(0) && !environment().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  String environment() {
    return text("environ");
  }

  String commandLine() {
    return text("cmdline");
  }

  String groups() {
    return text("cgroup");
  }

  long parent() {
    return field(PARENT);
  }

  long session() {
    return field(SESSION);
  }

  private long field(int index) {
    String stat = text("stat");
    // The name in parentheses may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > index ? Long.parseLong(fields[index]) : 0;
  }

  private String text(String file) {
    try {
      return Files.readString(
          PROC.resolve(Long.toString(pid)).resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Gone meanwhile, or not ours to read.
      return "";
    }
  }
}
