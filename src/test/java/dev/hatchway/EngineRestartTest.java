package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 15 of the contract: a real engine that keeps its containers goes away and comes back. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
    value = "dev.hatchway.PrivateEngine#isPossible",
    disabledReason = "needs root and dockerd")
class EngineRestartTest {
  private static final int FAILED = 125;
  private static final String AWAY = " !     the container engine does not answer";

  /** The promise of a session's end, and what a busy machine needs. */
  private static final Duration SOON = Duration.ofSeconds(2).plusSeconds(2);

  /** Within this time a login is told that the engine does not answer; and the login itself. */
  private static final Duration TOLD = Duration.ofSeconds(5).plusSeconds(2);

  /** Counts without end, says what it reads, and ends when it reads an end. */
  private static final String COUNTING =
      "(i=0; while :; do i=$((i+1)); echo n$i; usleep 200000; done) & "
          + "while read -r l && [ \"$l\" != end ]; do echo \"got:$l\"; done; kill $!; exit 42";

  private static final String BRIEF = "echo ready; sleep 2; echo the end; exit 7";

  private final PrivateShop shop;

  EngineRestartTest(World world) {
    this.shop = PrivateShop.open(world, "--live-restore");
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @AfterEach
  void nothingIsLeft() {
    await("no one-off left").atMost(Machine.LIMIT).until(() -> shop.oneOffs().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  void theSessionsOfOneOffsGoOn(String signal) {
    try (Running pipe = shop.ssh().command("run", COUNTING).readingPipe().start();
        Running terminal =
            shop.ssh().withTerminal().command("run", COUNTING).readingPipe().start();
        Running brief = shop.ssh().start("run", BRIEF)) {
      pipe.awaitOutput("n3");
      terminal.awaitOutput("n3");
      brief.awaitOutput("ready");
      shop.engine().end(signal);
      awaitError(pipe, AWAY + "; waiting for it");
      awaitError(terminal, AWAY + "; waiting for it");
      pipe.type("typed while it was away\n");
      await("the brief one has ended").until(() -> !isProcess(BRIEF));
      shop.startAgain();
      for (Running each : List.of(pipe, terminal)) {
        awaitError(each, "is back and run.");
        each.type("and back\n");
        each.awaitOutput("got:and back");
        each.type("end\n");
        assertThat(each.end().code()).isEqualTo(42);
        assertThatNothingIsMissing(each);
      }
      assertThat(pipe.outSoFar()).containsOnlyOnce("got:typed while it was away\n");
      Result ended = brief.end();
      assertThat(ended.err()).contains("has ended meanwhile");
      assertThat(ended.code()).isEqualTo(7);
      assertThat(shop.ssh().run("run", "exit 3").code()).isEqualTo(3);
    }
  }

  @Test
  void commandsInRunningContainersEndWithAReasonAndTheirProcessesToo() {
    try (Running enter = shop.ssh().start("enter", "web.1", "echo in; exec sleep 601")) {
      enter.awaitOutput("in");
      assertThat(isProcess("sleep 601")).isTrue();
      shop.engine().end("KILL");
      Result result = enter.endWithin(SOON);
      assertThat(result.err()).startsWith(AWAY);
      assertThat(result.code()).isEqualTo(FAILED);
      await("its process is gone").atMost(SOON).until(() -> !isProcess("sleep 601"));
      assertThatWhatNeedsNoEngineWorks();
      shop.startAgain();
    }
    awaitBack();
  }

  @Test
  void anEngineThatIsHaltedIsNamedAndItsSessionsGoOn() {
    try (Running run = shop.ssh().command("run", COUNTING).readingPipe().start()) {
      run.awaitOutput("n3");
      shop.engine().signal("STOP");
      try {
        assertThatTheEngineIsNamed("run true");
        assertThatTheEngineIsNamed("enter web.1 true");
        run.type("typed while it was halted\n");
      } finally {
        shop.engine().signal("CONT");
      }
      run.awaitOutput("got:typed while it was halted");
      run.type("end\n");
      assertThat(run.end().code()).isEqualTo(42);
      assertThatNothingIsMissing(run);
    }
    awaitBack();
  }

  private void assertThatWhatNeedsNoEngineWorks() {
    for (String line : List.of("run true", "enter web.1 true", "ps", "logs web.1")) {
      assertThatTheEngineIsNamed(line);
    }
    for (String verb : List.of("help", "version", "whoami", "uploads")) {
      assertThat(shop.ssh().run(verb).code()).isZero();
    }
    Path file = shop.world().machine().file("late", new byte[10]);
    shop.ssh().scp(file.toString(), ":late").succeeded();
    shop.ssh().run("uploads", "rm", "late").succeeded();
  }

  private void assertThatTheEngineIsNamed(String line) {
    Result result = shop.ssh().command(line).within(TOLD).run();
    assertThat(result.err()).contains(AWAY);
    assertThat(result.code()).isEqualTo(FAILED);
  }

  private void awaitBack() {
    await("back").atMost(Machine.LIMIT).until(() -> shop.ssh().run("run", "true").code() == 0);
  }

  private static void assertThatNothingIsMissing(Running run) {
    List<String> counted =
        run.outSoFar().lines().map(String::strip).filter(l -> l.matches("n[0-9]+")).toList();
    assertThat(counted)
        .hasSizeGreaterThan(5)
        .isEqualTo(IntStream.rangeClosed(1, counted.size()).mapToObj(i -> "n" + i).toList());
  }

  private static void awaitError(Running running, String text) {
    await(text).atMost(Machine.LIMIT).until(() -> running.errSoFar().contains(text));
  }

  /** Whether a program of this machine but {@code ssh} was started with these words. */
  private static boolean isProcess(String words) {
    return ProcessHandle.allProcesses()
        .map(process -> commandLine(Path.of("/proc", Long.toString(process.pid()), "cmdline")))
        .anyMatch(line -> line.contains(words) && !line.startsWith("ssh "));
  }

  private static String commandLine(Path file) {
    try {
      return Files.readString(file).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
