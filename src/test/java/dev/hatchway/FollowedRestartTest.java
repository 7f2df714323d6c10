package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code logs -f} while containers are started again, replaced, added, and rotate their logs. */
@InWorld
class FollowedRestartTest {
  /** Counts in its own file system how often it was started, and prints a line every 20 ms. */
  private static final String COUNTING =
      "n=$(cat /n 2>/dev/null); n=$((n + 1)); echo $n > /n; i=0;"
          + " while [ $i -lt 40 ]; do i=$((i + 1)); echo run $n line $i; usleep 20000; done;"
          + " echo run $n is done; exec sleep 1000";

  private static final int LINES = 40;

  private final World world;

  FollowedRestartTest(World world) {
    this.world = world;
  }

  @Test
  void aRestartedContainerIsFollowedAndNoLineIsLostOrDoubled() {
    try (OwnApp app = OwnApp.in(world)) {
      String container = app.start("web.1", COUNTING);
      try (Running logs = app.ssh().start("logs", "-q", "-f", "web.1")) {
        for (int run = 1; run <= 3; run++) {
          logs.awaitOutput("run %d is done\n".formatted(run));
          world.engine().docker("restart", "-t", "0", container);
        }
        logs.awaitOutput("run 4 is done\n");
        assertThat(logs.outSoFar().lines().toList()).isEqualTo(runs(4));
        assertThat(logs.errSoFar()).isEmpty();
      }
    }
  }

  @Test
  void whatIsPrintedUntilTheRestartIsThereToo() {
    try (OwnApp app = OwnApp.in(world)) {
      String container = app.start("web.1", COUNTING);
      try (Running logs = app.ssh().start("logs", "-q", "-f", "web.1")) {
        logs.awaitOutput("run 1 line 5\n");
        world.engine().docker("restart", "-t", "0", container);
        logs.awaitOutput("run 2 is done\n");
      }
      List<String> all = world.engine().docker("logs", container).lines().toList();
      try (Running logs = app.ssh().start("logs", "-q", "-f", "-n", "1000", "web.1")) {
        logs.awaitOutput("run 2 is done\n");
        assertThat(logs.outSoFar().lines().toList()).isEqualTo(all);
      }
    }
  }

  @Test
  void aContainerThatTakesTheNameIsFollowedAndTheOldOnesLastLinesAreThere() {
    try (OwnApp app = OwnApp.in(world)) {
      String old = app.start("web.1", "i=0; while :; do echo $((i += 1)); usleep 1000; done");
      try (Running engines = world.engine().dockerProgram(List.of("logs", "-f", old)).start();
          Running logs = app.ssh().start("logs", "-q", "-f", "-n", "0", "web.1")) {
        logs.awaitOutput("00\n");
        // It runs and prints up to its end, so that nobody has the time to read what came last.
        app.remove(old);
        app.start("web.1", "echo new; exec sleep 1000");
        logs.awaitOutput("new\n");
        List<String> printed = engines.end().out().lines().toList();
        List<String> shown = logs.outSoFar().lines().toList();
        int first = printed.indexOf(shown.getFirst());
        assertThat(shown).endsWith("new");
        assertThat(shown.subList(0, shown.size() - 1))
            .isEqualTo(printed.subList(first, printed.size()));
      }
    }
  }

  @Test
  void theLastLinesOfAContainerThatIsRemovedAreThere() {
    try (OwnApp app = OwnApp.in(world)) {
      for (int turn = 1; turn <= 5; turn++) {
        String container =
            app.start("web.1", "trap 'echo the end; exit' TERM; echo begun; while :; do :; done");
        try (Running logs = app.ssh().start("logs", "-q", "-f")) {
          logs.awaitOutput("begun\n");
          world.engine().docker("stop", "-t", "5", container);
          app.remove(container);
          logs.awaitOutput("the end\n");
        }
      }
    }
  }

  @Test
  void aSecondProcessOfTheTypeIsPickedUpAndSaidOnStandardError() {
    try (OwnApp app = OwnApp.in(world)) {
      app.start("web.1", "echo one; exec sleep 1000");
      try (Running type = app.ssh().start("logs", "-f", "web");
          Running all = app.ssh().start("logs", "-f");
          Running one = app.ssh().start("logs", "-f", "web.1")) {
        for (Running each : List.of(type, all, one)) {
          each.awaitOutput("app[web.1]: one\n");
        }
        app.start("web.2", "echo two; exec sleep 1000");
        app.start("worker.1", "echo work; exec sleep 1000");
        type.awaitOutput("app[web.2]: two\n");
        all.awaitOutput("app[web.2]: two\n");
        all.awaitOutput("app[worker.1]: work\n");
        assertThat(type.errSoFar()).contains("-----> web.2 is up\n");
        assertThat(type.outSoFar()).doesNotContain("work");
        assertThat(one.outSoFar()).doesNotContain("two");
      }
    }
  }

  @Test
  void rotatingTheLogLosesAndDoublesNoLine() {
    int last = 1_000;
    try (OwnApp app = OwnApp.in(world)) {
      String container =
          app.start("web.1", numbered(last), "--log-opt=max-size=16k", "--log-opt=max-file=3");
      try (Running logs = app.ssh().start("logs", "-q", "-f", "-n", "1000", "web.1")) {
        logs.awaitOutput("the end\n");
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, last)
            .forEach(i -> expected.add("line %d of a log that is rotated".formatted(i)));
        expected.add("the end");
        assertThat(logs.outSoFar().lines().toList()).isEqualTo(expected);
        assertThat(logs.errSoFar()).isEmpty();
      }
      // The log has been rotated more often than it has files.
      assertThat(world.engine().docker("logs", container)).doesNotContain("line 1 of");
    }
  }

  @Test
  void linesThatAreRotatedAwayTooFastAreMissedAndThatIsSaid() {
    try (OwnApp app = OwnApp.in(world)) {
      app.start(
          "web.1",
          "echo begun; sleep 3; seq 1 100000; echo the end; exec sleep 1000",
          "--log-opt=max-size=4k",
          "--log-opt=max-file=2");
      try (Running logs = app.ssh().start("logs", "-q", "-f", "web.1")) {
        logs.awaitOutput("the end\n");
        assertThat(logs.errSoFar()).startsWith(" !     web.1 prints more than its log keeps");
        assertThat(logs.outSoFar().lines().toList()).doesNotHaveDuplicates();
      }
    }
  }

  private static String numbered(int last) {
    return "i=0; while [ $i -lt "
        + last
        + " ]; do i=$((i + 1)); echo line $i of a log that is"
        + " rotated; usleep 8000; done; echo the end; exec sleep 1000";
  }

  private static List<String> runs(int count) {
    List<String> lines = new ArrayList<>();
    for (int run = 1; run <= count; run++) {
      for (int line = 1; line <= LINES; line++) {
        lines.add("run %d line %d".formatted(run, line));
      }
      lines.add("run %d is done".formatted(run));
    }
    return lines;
  }
}
