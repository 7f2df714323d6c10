package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code logs} of several processes, of a part of the time, and of what has ended. */
@InWorld
class MergedLogTest {
  /** More than two pieces of 16 KiB, as the engine cuts lines. */
  private static final int LONG = 40_000;

  private final World world;

  MergedLogTest(World world) {
    this.world = world;
  }

  @Test
  void theHistoryOfAllComesInTheOrderOfTimeAlsoBeforeFollowing() {
    try (OwnApp app = OwnApp.in(world)) {
      String other = app.start("worker.1", alternating("w"));
      String first = app.start("web.1", "sleep 0.2; " + alternating("a"));
      String second = app.start("web.2", "sleep 0.4; " + alternating("b"));
      app.awaitLogged(other, "w5");
      app.awaitLogged(first, "a5");
      app.awaitLogged(second, "b5");
      try (Running logs = app.ssh().start("logs", "-f", "-n", "6", "web")) {
        logs.awaitOutput("b5\n");
        List<String> times = logs.outSoFar().lines().map(line -> line.substring(0, 24)).toList();
        assertThat(times).hasSize(6).isSorted();
        assertThat(logs.outSoFar()).contains(": a4\n", ": b4\n").doesNotContain(": w");
      }
      List<String> all = app.ssh().run("logs").succeeded().out().lines().toList();
      assertThat(all).hasSize(15);
      assertThat(all.stream().map(line -> line.substring(0, 24)).toList()).isSorted();
    }
  }

  @Test
  void followedLinesAreNeverMixed() {
    String script =
        "sleep 3; for i in $(seq 20); do head -c %d /dev/zero | tr '\\0' %s; echo; done; echo %s;"
            + " exec sleep 1000";
    try (OwnApp app = OwnApp.in(world)) {
      app.start("web.1", script.formatted(LONG, "x", "the x end"));
      app.start("web.2", script.formatted(LONG, "y", "the y end"));
      try (Running logs = app.ssh().start("logs", "-q", "-f")) {
        logs.awaitOutput("the x end\n");
        logs.awaitOutput("the y end\n");
        List<String> lines = logs.outSoFar().lines().toList();
        assertThat(lines).hasSize(42);
        assertThat(lines.stream().distinct().toList())
            .containsExactlyInAnyOrder(
                "x".repeat(LONG), "y".repeat(LONG), "the x end", "the y end");
      }
    }
  }

  @Test
  void anEndedOneOffCanBeReadAndFollowedWhichEndsAtOnce() {
    try (OwnApp app = OwnApp.in(world)) {
      app.start("web.1", "exec sleep 1000");
      Result started = app.ssh().run("run", "-d", "seq 1 300; printf unfinished; exit 7");
      String name = started.succeeded().out().strip();
      world.engine().docker("wait", name);
      String process = name.substring(app.name().length() + 1);
      for (List<String> words : List.of(List.of("logs"), List.of("logs", "-f"))) {
        Result result = app.ssh().run("%s -q -n 2 %s".formatted(String.join(" ", words), process));
        assertThat(result.succeeded().out()).isEqualTo("300\nunfinished\n");
      }
      assertThat(app.ssh().run("logs", "-q", "-f", "-n", "0", process).succeeded().out()).isEmpty();
    }
  }

  @Test
  void sinceCutsOffWhatIsOlderAndGoesWithTheNumberOfLines() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", "echo old; sleep 1.5; seq 1 200; echo new; exec sleep 1000");
      app.awaitLogged(web, "new");
      String newest = app.ssh().run("logs", "-n", "1").succeeded().out().substring(0, 24);
      assertThat(app.ssh().run("logs", "-q", "-n", "1").out()).isEqualTo("new\n");
      assertThat(app.ssh().run("logs", "-q", "--since", newest).out())
          .endsWith("new\n")
          .doesNotContain("old");
      assertThat(app.ssh().run("logs", "-q", "--since", "1h").out())
          .startsWith("old\n1\n2\n")
          .endsWith("200\nnew\n");
      assertThat(app.ssh().run("logs", "-q", "--since", "1h", "-n", "2").out())
          .isEqualTo("200\nnew\n");
      assertThat(app.ssh().run("logs", "--since", "2100-01-01T00:00:00Z").succeeded().out())
          .isEmpty();
    }
  }

  @Test
  void whatWasPrintedBeforeIsNotShownIfNoLinesAreWanted() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", "i=0; while :; do echo $((i += 1)); usleep 20000; done");
      app.awaitLogged(web, "20");
      for (String none : List.of("-n 0", "--since 2100-01-01T00:00:00Z")) {
        int before = Integer.parseInt(world.engine().docker("logs", "-n", "1", web));
        try (Running logs = app.ssh().start("logs", "-q", "-f", none)) {
          logs.awaitOutput("0\n");
          List<Integer> numbers = logs.outSoFar().lines().map(Integer::valueOf).toList();
          assertThat(numbers.getFirst()).isGreaterThan(before);
          assertThat(numbers).hasSize(numbers.getLast() - numbers.getFirst() + 1).isSorted();
        }
      }
    }
  }

  @Test
  void aProcessOfTheFormationThatHasEndedIsReadToo() {
    try (OwnApp app = OwnApp.in(world)) {
      String web = app.start("web.1", "echo cannot start; exit 1");
      world.engine().docker("wait", web);
      assertThat(app.ssh().run("logs").succeeded().out()).endsWith("app[web.1]: cannot start\n");
    }
  }

  @Test
  void aLogThatCannotBeReadIsNamedAndTheOthersAreShown() {
    try (OwnApp app = OwnApp.in(world)) {
      app.start("web.1", "echo lost; exec sleep 1000", "--log-driver=none");
      String worker = app.start("worker.1", "echo kept; exec sleep 1000");
      app.awaitLogged(worker, "kept");
      String message = " !     web.1: its log driver none keeps nothing that can be read\n";
      Result all = app.ssh().run("logs", "-q");
      assertThat(all.out()).isEqualTo("kept\n");
      assertThat(all.err()).isEqualTo(message);
      assertThat(all.code()).isEqualTo(125);
      Result one = app.ssh().run("logs", "-f", "web.1");
      assertThat(one.err()).isEqualTo(message);
      assertThat(one.code()).isEqualTo(125);
    }
  }

  @Test
  void aLineThatTheEngineCutIsWholeAlsoIfItIsTheOnlyOneAskedFor() {
    try (OwnApp app = OwnApp.in(world)) {
      String web =
          app.start(
              "web.1",
              "echo first; head -c %d /dev/zero | tr '\\0' z; echo; exec sleep 1000"
                  .formatted(LONG));
      app.awaitLogged(web, "z".repeat(LONG));
      assertThat(app.ssh().run("logs", "-q", "-n", "1").out()).isEqualTo("z".repeat(LONG) + "\n");
    }
  }

  private static String alternating(String letter) {
    return "for i in 1 2 3 4 5; do echo %s$i; usleep 600000; done; exec sleep 1000"
        .formatted(letter);
  }
}
