package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.command.Program;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ProcessName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndingTest {
  private static final ProcessName RUN_7 = ProcessName.parse("run.7").orElseThrow();
  private static final Program RAKE = new Program.Words(List.of("rake", "db:migrate"));

  private final SampleVisit script = SampleVisit.withoutTerminal();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 125, 126, 127, 130, 137, 143, 255})
  void theCodeIsTheProgramsAndNothingIsSaid(int code) {
    assertThat(of(RAKE, new ProgramEnd.Exited(new ExitCode(code)))).isEqualTo(new ExitCode(code));
    assertThat(script.err()).isEmpty();
    assertThat(script.out()).isEmpty();
  }

  @Test
  void lackOfMemoryIsSaid() {
    assertThat(of(RAKE, new ProgramEnd.Exited(ExitCode.KILLED, ProgramEnd.Cause.OUT_OF_MEMORY)))
        .isEqualTo(ExitCode.KILLED);
    assertThat(script.err()).isEqualTo(" !     out of memory\n");
  }

  @ParameterizedTest
  @CsvSource({"STOPPED, was stopped", "KILLED, was killed", "REMOVED, was removed"})
  void whatSomebodyElseDidToItIsSaid(ProgramEnd.Cause cause, String words) {
    ExitCode terminated = new ExitCode(143);
    assertThat(of(RAKE, new ProgramEnd.Exited(terminated, cause))).isEqualTo(terminated);
    assertThat(script.err()).isEqualTo(" !     run.7 " + words + "\n");
  }

  @Test
  void whoIsInAContainerThatEndsIsToldSo() {
    var end = new ProgramEnd.Exited(ExitCode.KILLED, ProgramEnd.Cause.CONTAINER_ENDED);
    assertThat(new Ending(script.visit(), RAKE).within(RUN_7, end)).isEqualTo(ExitCode.KILLED);
    assertThat(script.err()).isEqualTo(" !     run.7 ended while you were in it\n");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThat(of(RAKE, new ProgramEnd.NotStarted(ExitCode.NOT_FOUND, "as the engine says")))
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(script.err()).isEqualTo(" !     rake: not found in the image of shop\n");
  }

  @Test
  void aLineThatNeedsAShellWhereThereIsNoneSaysSo() {
    Program line = new Program.ShellText("a && b");
    assertThat(of(line, new ProgramEnd.NotStarted(ExitCode.NOT_FOUND, "as the engine says")))
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(script.err())
        .isEqualTo(" !     no shell in the image of shop, and this line needs one: a && b\n");
  }

  @Test
  void whatCannotBeExecutedIsNamedWithTheReason() {
    assertThat(of(RAKE, new ProgramEnd.NotStarted(ExitCode.NOT_EXECUTABLE, "permission denied")))
        .isEqualTo(ExitCode.NOT_EXECUTABLE);
    assertThat(script.err())
        .isEqualTo(" !     rake db:migrate: cannot be executed in shop: permission denied\n");
  }

  @Test
  void anEndThatNobodyKnowsIsNoSuccessAndSaysWhy() {
    assertThat(of(RAKE, new ProgramEnd.Lost("the container was removed")))
        .isEqualTo(ExitCode.GATEWAY_FAILED);
    assertThat(script.err())
        .isEqualTo(" !     the container was removed; the program may not have finished\n");
  }

  private ExitCode of(Program program, ProgramEnd end) {
    return new Ending(script.visit(), program).of(RUN_7, end);
  }
}
