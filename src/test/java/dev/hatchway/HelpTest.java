package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.command.KnownOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, as people see it. */
@InWorld
class HelpTest {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final World world;

  HelpTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help run", "help enter", "logs --help"})
  void aTerminalShowsItLineByLine(String line) {
    String help = world.ssh().run(line).succeeded().out();
    Program program = world.ssh().with("-t", "-o", "LogLevel=QUIET").command(line);
    try (var window = TerminalWindow.open(program, COLUMNS, ROWS)) {
      assertThat(window.awaitExit()).isZero();
      assertThat(window.screen().stripTrailing()).startsWith(help.stripTrailing());
    }
  }

  @Test
  void itHasNoColoursAndNoReturnsForAProgram() {
    assertThat(world.ssh().run("help", "run").out()).doesNotContain("\033", "\r");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyNameOfACommandHasTheSameHelp(List<String> names) {
    String help = world.ssh().run("help", names.getFirst()).succeeded().out();
    for (String name : names) {
      if (!name.startsWith("-")) {
        assertThat(world.ssh().run("help", name).succeeded().out()).isEqualTo(help);
      }
    }
    assertThat(help).contains(names.getFirst().matches("bash") ? "run" : names.getFirst());
  }

  private static Stream<List<String>> commands() {
    return KnownOptions.commands();
  }
}
