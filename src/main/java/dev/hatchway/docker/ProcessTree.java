package dev.hatchway.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.container.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes that an exec left in its container, found by a variable that each of them
 * inherited, however often it forked or changed its session, or, where something such as {@code su}
 * cleaned its environment, by the session of the kernel that it leads. The engine has no call that
 * ends an exec. Where the gateway sees the processes of the engine's host they are signalled
 * directly, with nothing needed in the image; else by a short script in the container's own shell.
 */
final class ProcessTree {
  /** The variable whose value names the session. */
  static final String MARK = "HATCHWAY_SESSION";

  private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);

  /** Behind its name come a process's state, its parent, its group and its session. */
  private static final int SESSION = 3;

  private static final Path PROC = Path.of("/proc");
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  /**
   * Signals every process that carries the mark ($2) with $1 and prints how many there were. Only
   * what every POSIX shell has built in: {@code read} drops the NULs of an environment.
   */
  private static final String SCRIPT =
      """
      n=0
      for e in /proc/[0-9]*/environ; do
        p=${e#/proc/}; p=${p%/environ}
        while IFS= read -r l || [ -n "$l" ]; do
          case "$l" in *"HATCHWAY_SESSION=$2"*) kill -s "$1" "$p" && n=$((n+1)); break;; esac
        done <"$e"
      done 2>/dev/null
      exit $((n > 100 ? 100 : n))
      """;

  private final EngineApi engine;
  private final String container;
  private final long containerPid;
  private final byte[] mark;
  private final String session;

  ProcessTree(EngineApi engine, String container, long containerPid, String session) {
    this.engine = engine;
    this.container = container;
    this.containerPid = containerPid;
    this.session = session;
    this.mark = (MARK + "=" + session).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends a signal such as {@code INT} to every process of the tree.
   *
   * @param leader its first process on the engine's host, 0 if not known
   */
  void signal(String name, long leader) {
    if (!isOnThisHost()) {
      inContainer(name);
      return;
    }
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

  /**
   * Ends the whole tree: TERM, then KILL for what is left after the patience.
   *
   * @param leader its first process on the engine's host, 0 if not known
   */
  void end(Duration patience, long leader) {
    if (isOnThisHost()) {
      if (!sweep(false, patience, leader)) {
        sweep(true, LAST_PATIENCE, leader);
      }
    } else if (inContainer("TERM") > 0) {
      pause(patience);
      inContainer("KILL");
    }
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
      if (first || forcibly) {
        left.forEach(p -> end(p, forcibly));
        first = false;
      }
      pause(PAUSE);
    }
  }

  private static void end(ProcessHandle process, boolean forcibly) {
    if (forcibly) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /** The marked ones and their children: a child that cleaned its environment has no mark. */
  private Stream<ProcessHandle> processes(long leader) {
    return ProcessHandle.allProcesses()
        .filter(process -> isMarked(process) || isLedBy(process, leader))
        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
        .distinct();
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      byte[] environment =
          Files.readAllBytes(PROC.resolve(Long.toString(process.pid())).resolve("environ"));
      return indexOf(environment, mark) >= 0;
    } catch (IOException e) {
      // Gone meanwhile, or not ours to read.
      return false;
    }
  }

  /** Without the container it might be somebody else by now: numbers are used again. */
  private boolean isLedBy(ProcessHandle process, long leader) {
    if (leader == 0) {
      return false;
    }
    Path folder = PROC.resolve(Long.toString(process.pid()));
    try {
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses may hold anything (proc_pid_stat(5)).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields[SESSION].equals(Long.toString(leader))
          && Files.readString(folder.resolve("cgroup")).contains(container);
    } catch (IOException e) {
      // Gone meanwhile.
      return false;
    }
  }

  /** The cgroup of a container's process names the container, on cgroup v1 and v2. */
  private boolean isOnThisHost() {
    if (containerPid <= 0) {
      return false;
    }
    Path process = PROC.resolve(Long.toString(containerPid));
    try {
      return Files.readString(process.resolve("cgroup")).contains(container)
          && Files.isReadable(process.resolve("environ"));
    } catch (IOException e) {
      return false;
    }
  }

  private int inContainer(String signal) {
    ObjectNode body = engine.object();
    ArrayNode words = body.putArray("Cmd");
    List.of("/bin/sh", "-c", SCRIPT, "sh", signal, session).forEach(words::add);
    body.put("User", "0");
    try {
      String exec = engine.post("/containers/" + container + "/exec", body).path("Id").asText();
      engine.post("/exec/" + exec + "/start", engine.object().put("Detach", false));
      return engine.get("/exec/" + exec + "/json").path("ExitCode").asInt();
    } catch (EngineException.Gone | EngineException.Conflict e) {
      // A container that is gone or stopped has no processes.
      return 0;
    } catch (EngineException e) {
      log.warn("the processes of a session in {} could not be ended", container, e);
      return 0;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whole variables only: what stands before the mark is the beginning or a NUL. */
  private static int indexOf(byte[] text, byte[] word) {
    for (int start = 0; start + word.length <= text.length; start++) {
      boolean begins = start == 0 || text[start - 1] == 0;
      if (begins && ByteBuffer.wrap(text, start, word.length).equals(ByteBuffer.wrap(word))) {
        return start;
      }
    }
    return -1;
  }
}
