package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * The tour says only what is so: its commands are typed one after the other, and what they print is
 * compared with what stands below them. What they have printed is left in {@code target/tour.md}.
 */
@InWorld
class TourTest {
  private static final Path TOUR = Path.of("docs/tour.md");
  private static final Path REAL = Path.of("target/tour.md");
  private static final Pattern CRON_LINE =
      Pattern.compile("(?m)^[0-9*]+(?: [0-9*]+){4} \\w+ (.*)$");
  private static final int COLUMNS = 100;
  private static final int ROWS = 40;

  /** More than any program of the tour needs to ask for its next line. */
  private static final Duration PROMPT = Duration.ofSeconds(20);

  /** More than any command of the tour takes. */
  private static final Duration COMMAND = Duration.ofSeconds(30);

  private static final String END_OF_WINDOW = "Pane is dead";

  private final World world;

  TourTest(World world) {
    this.world = world;
  }

  @Test
  void everyCommandPrintsWhatTheTourSays() throws IOException {
    String document = Home.read(TOUR);
    List<TourStep> told = TourStep.read(document);
    List<TourStep> real = new ArrayList<>();
    try (TourApps apps = TourApps.start(world)) {
      PasteShell shell = new PasteShell(apps.gateway().ssh("shop"));
      for (TourStep step : told) {
        String shown = step.inTerminal() ? typed(apps, shell, step) : printed(apps, shell, step);
        real.add(step.with(apps.told(shown).lines().toList()));
      }
    }
    Files.writeString(REAL, TourStep.rewritten(document, real));
    assertThat(told).hasSizeGreaterThan(20);
    for (int i = 0; i < told.size(); i++) {
      assertThat(steady(real.get(i))).as(told.get(i).command()).isEqualTo(steady(told.get(i)));
    }
  }

  @Test
  void everyCommandOfTheCrontabIsOneOfThem() {
    String document = Home.read(TOUR);
    List<String> commands = TourStep.read(document).stream().map(TourStep::command).toList();
    assertThat(CRON_LINE.matcher(document).results().map(line -> line.group(1)))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(commands).contains(command));
  }

  @Test
  void whatChangesFromRunToRunIsTheSameToItAndNothingElse() {
    assertThat(SteadyText.of("web.1  up  2m  0.39%  21.0MiB  551967b75abd"))
        .isEqualTo(SteadyText.of("web.1  up  14s  12%   9.1MiB   f5ec95c38f58"))
        .isNotEqualTo(SteadyText.of("web.2  up  2m  0.39%  21.0MiB  551967b75abd"));
    assertThat(SteadyText.of("run.1 v1 exit 2")).isEqualTo("run.1 v1 exit 2");
  }

  private static List<String> steady(TourStep step) {
    return step.output().stream().map(SteadyText::of).toList();
  }

  // If something is not as told, the tour goes on all the same, and leaves what is instead.

  /** What a line prints, both streams in one, as on a screen. */
  private static String printed(TourApps apps, PasteShell shell, TourStep step) {
    String line = "{ " + apps.typed(step.command()) + "\n} 2>&1";
    try (Running running = shell.program(line).start()) {
      return isEnded(running) ? running.end().out() : running.outSoFar();
    }
  }

  private static boolean isEnded(Running running) {
    try {
      await().atMost(COMMAND).until(() -> !running.isAlive());
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  /** What a window shows in which the line runs and its answers are typed. */
  private static String typed(TourApps apps, PasteShell shell, TourStep step) {
    Program program = shell.program(apps.typed(step.command()));
    List<String> words =
        Stream.concat(
                Stream.of("env", "PATH=" + program.environment().get("PATH")),
                program.words().stream())
            .toList();
    Program client = program.machine().program(words);
    try (var window = TerminalWindow.open(client, COLUMNS, ROWS)) {
      boolean isAsked = true;
      for (TourStep.Typed answer : step.typed()) {
        isAsked = isAsked && isAsked(window, answer);
        if (isAsked) {
          window.enter(answer.text());
        }
      }
      if (isAsked) {
        window.awaitExit();
      }
      return shown(window);
    }
  }

  private static boolean isAsked(TerminalWindow window, TourStep.Typed answer) {
    try {
      await(answer.prompt())
          .atMost(PROMPT)
          .until(() -> shown(window).endsWith(answer.prompt().stripTrailing()));
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  private static String shown(TerminalWindow window) {
    return window
        .screen()
        .lines()
        .filter(line -> !line.startsWith(END_OF_WINDOW))
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }
}
