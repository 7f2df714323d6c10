package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hatchway.container.ProgramEnd.Cause;
import org.junit.jupiter.api.Test;

final class FateTest {
  private static final String CONTAINER = "c0ffee";
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;

  private final JsonMapper json = new JsonMapper();
  private final Fates fates = new Fates();
  private final Fate fate = fates.follow(CONTAINER);

  @Test
  void aProgramThatEndsByItselfAccusesNobody() {
    happens(CONTAINER, "die", 0);
    assertThat(fate.ofMainProgram(0)).isEqualTo(Cause.OWN);
    assertThat(fate.ofMainProgram(TERMINATED)).isEqualTo(Cause.OWN);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.OWN);
  }

  @Test
  void whatTheSessionItselfSentIsNobodyElsesDoing() {
    fate.sending();
    happens(CONTAINER, "kill", 15);
    assertThat(fate.ofMainProgram(TERMINATED)).isEqualTo(Cause.OWN);
  }

  @Test
  void aSignalThatTheEngineDidNotTakeHidesNoOther() {
    fate.sending();
    fate.notSent();
    happens(CONTAINER, "kill", 9);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.KILLED);
  }

  @Test
  void aSignalThatTheProgramSurvivedIsNotWhatEndedIt() {
    happens(CONTAINER, "kill", 1);
    assertThat(fate.ofMainProgram(0)).isEqualTo(Cause.OWN);
    assertThat(fate.ofMainProgram(TERMINATED)).isEqualTo(Cause.OWN);
  }

  @Test
  void aProgramThatIsStoppedMayEndWithAnyCode() {
    happens(CONTAINER, "kill", 15);
    happens(CONTAINER, "die", 0);
    happens(CONTAINER, "stop", 0);
    assertThat(fate.ofMainProgram(0)).isEqualTo(Cause.STOPPED);
  }

  @Test
  void oneThatIsRemovedIsKilledBefore() {
    happens(CONTAINER, "kill", 9);
    happens(CONTAINER, "destroy", 0);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.REMOVED);
  }

  @Test
  void lackOfMemoryIsKnownFromItsEvent() {
    happens(CONTAINER, "oom", 0);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(fate.ofEntered(KILLED)).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(fate.ofEntered(1)).isEqualTo(Cause.OWN);
  }

  @Test
  void aProgramThatWasEnteredEndsWithItsContainer() {
    assertThat(fate.ofEntered(KILLED)).isEqualTo(Cause.OWN);
    happens(CONTAINER, "die", 0);
    assertThat(fate.ofEntered(KILLED)).isEqualTo(Cause.CONTAINER_ENDED);
    happens(CONTAINER, "kill", 15);
    happens(CONTAINER, "stop", 0);
    assertThat(fate.ofEntered(KILLED)).isEqualTo(Cause.STOPPED);
  }

  @Test
  void otherContainersAreNotItsAffair() {
    happens("decaf", "kill", 9);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.OWN);
    fate.close();
    happens(CONTAINER, "kill", 9);
    assertThat(fate.ofMainProgram(KILLED)).isEqualTo(Cause.OWN);
  }

  private void happens(String container, String action, int signal) {
    var event = json.createObjectNode().put("Type", "container").put("Action", action);
    event
        .putObject("Actor")
        .put("ID", container)
        .putObject("Attributes")
        .put("signal", Integer.toString(signal));
    fates.take(EngineEvent.of(event));
  }
}
