package dev.hatchway;

import java.util.List;
import java.util.stream.Stream;

/** What a gateway sees of the processes of its engine's machine. */
enum Sight {
  /** All, and it can make groups of them. */
  WHOLE("exec \"$@\""),

  /** The same on cgroup v1: of a machine that has both kinds the second is taken away. */
  FIRST_VERSION("umount /sys/fs/cgroup/unified 2>/dev/null; exec \"$@\""),

  /** All, but no groups, as in a container with the machine's processes. */
  WITHOUT_GROUPS("mount -t tmpfs none /sys/fs/cgroup && exec \"$@\""),

  /** None, as with an engine elsewhere. */
  NOTHING(
      """
      trap 'kill -TERM $(cat /proc/$child/task/$child/children)' TERM
      setpriv --pdeathsig KILL unshare --pid --mount-proc --fork --kill-child "$@" &
      child=$!
      wait $child
      wait $child
      """);

  private final String script;

  Sight(String script) {
    this.script = script;
  }

  /** Starts a gateway that sees that much. */
  TestGateway start(Home home, String... options) {
    Program serve = TestGateway.serve(home, options);
    List<String> words =
        Stream.concat(
                Stream.of("unshare", "--mount", "sh", "-c", script, "sh"), serve.words().stream())
            .toList();
    return TestGateway.start(
        home,
        new Program(
            serve.machine(),
            words,
            serve.environment(),
            serve.input(),
            serve.piped(),
            serve.limit()));
  }
}
