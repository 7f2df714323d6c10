package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Line 11 of the contract for programs that do what they can to be forgotten. */
@InWorld
class EscapeTest {
  /** On a machine with many times the load it can carry about one in fifty escapes (0022). */
  private static final int FEW = 2;

  private static final int MANY = 20;

  private final World world;
  private final String container;

  EscapeTest(World world) {
    this.world = world;
    this.container = world.app().container("web", 1);
  }

  /** Without session, environment and parents there is nothing that a process is known by. */
  @Test
  void aDaemonWithACleanedEnvironmentIsGone() {
    Sleeps sleeps = Sleeps.of(world);
    String script = "(setsid env -i " + sleeps.command(0) + " &) >/dev/null 2>&1; exit 42";
    for (int i = world.machine().full() ? MANY : FEW; i > 0; i--) {
      assertThat(world.ssh().run("enter", "web.1", script).code()).isEqualTo(42);
    }
    sleeps.awaitNone(container);
  }

  @Test
  void aDaemonOfAnyUserIsGone() {
    Sleeps sleeps = Sleeps.of(world);
    String daemon = "(setsid env -i " + sleeps.command(0) + " &) >/dev/null 2>&1; ";
    String script = daemon + "echo ready; exec " + sleeps.command(1);
    try (var running = world.ssh().start("enter", "-u", "root", "web.1", script)) {
      running.awaitOutput("ready");
      sleeps.awaitCount(container, 2);
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  /** One generation after the other, each a moment long: whoever is found is gone already. */
  @Test
  void generationsThatFollowEachOtherEnd() {
    Sleeps sleeps = Sleeps.of(world);
    String script =
        """
        trap '' TERM HUP
        generation() {
          [ "$1" -gt 200 ] && exec %s
          (usleep 20000; generation $(($1 + 1))) >/dev/null 2>&1 &
        }
        generation 1
        echo ready
        cat
        """
            .formatted(sleeps.command(0));
    Program program =
        world.ssh().command("enter", "web.1", "env", "-i", "sh", "-c", quoted(script));
    try (var running = program.readingPipe().start()) {
      running.awaitOutput("ready");
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  /** Of a machine with both kinds of groups the others have seen the second only. */
  @Test
  void aDaemonIsGoneOnTheFirstVersionOfGroupsToo() {
    Sleeps sleeps = Sleeps.of(world);
    String script = "(setsid env -i " + sleeps.command(0) + " &) >/dev/null 2>&1; exit 42";
    try (var gateway = Sight.FIRST_VERSION.start(Home.create(world.machine()))) {
      Ssh ssh = gateway.ssh(world.app().name());
      for (int i = world.machine().full() ? MANY : FEW; i > 0; i--) {
        assertThat(ssh.run("enter", "web.1", script).code()).isEqualTo(42);
      }
      sleeps.awaitNone(container);
    }
  }

  @Test
  void whatWasStoppedIsGoneToo() {
    Sleeps sleeps = Sleeps.of(world);
    String script =
        "%s >/dev/null 2>&1 & kill -STOP $!; echo ready; kill -STOP $$; exec %s"
            .formatted(sleeps.command(0), sleeps.command(1));
    try (var running = world.ssh().start("enter", "web.1", script)) {
      running.awaitOutput("ready");
      running.signal("KILL");
      sleeps.awaitNone(container);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
