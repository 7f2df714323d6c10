package dev.hatchway.ssh;

import static dev.hatchway.ssh.Unanswered.Step.ASK;
import static dev.hatchway.ssh.Unanswered.Step.GIVE_UP;
import static dev.hatchway.ssh.Unanswered.Step.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnansweredTest {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int MOST = 2;

  private final Unanswered unanswered = new Unanswered();

  @Test
  void whoIsHeardIsNotAsked() {
    assertThat(at(14, 100)).isEqualTo(NOTHING);
    assertThat(at(0, 200)).isEqualTo(NOTHING);
  }

  @Test
  void afterThatManyQuestionsAndTheTimeToAnswerTheLastItIsGivenUp() {
    assertThat(at(15, 100)).isEqualTo(ASK);
    assertThat(at(20, 105)).isEqualTo(NOTHING);
    assertThat(at(30, 115)).isEqualTo(ASK);
    assertThat(at(44, 129)).isEqualTo(NOTHING);
    assertThat(at(45, 130)).isEqualTo(GIVE_UP);
    assertThat(at(46, 131)).isEqualTo(NOTHING);
  }

  @Test
  void anAnswerBeginsTheCountAnew() {
    assertThat(at(15, 100)).isEqualTo(ASK);
    assertThat(at(30, 115)).isEqualTo(ASK);
    assertThat(at(1, 116)).isEqualTo(NOTHING);
    assertThat(at(15, 130)).isEqualTo(ASK);
    assertThat(at(30, 145)).isEqualTo(ASK);
    assertThat(at(45, 160)).isEqualTo(GIVE_UP);
  }

  /** The gateway was stopped for an hour, or the machine had no time for it. */
  @Test
  void aLongPauseOfTheGatewayIsNotTheClients() {
    assertThat(at(15, 100)).isEqualTo(ASK);
    assertThat(at(3_600, 3_685)).isEqualTo(ASK);
    assertThat(at(3_601, 3_686)).isEqualTo(NOTHING);
  }

  private Unanswered.Step at(int silence, int now) {
    return unanswered.next(
        Duration.ofSeconds(silence), Duration.ofSeconds(now).toNanos(), INTERVAL, MOST);
  }
}
