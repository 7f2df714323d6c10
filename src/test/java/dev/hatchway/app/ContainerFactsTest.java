package dev.hatchway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.app.ContainerFacts.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFactsTest {
  private final Sample sample = Sample.oneOff("shop", 7);

  @ParameterizedTest
  @ValueSource(strings = {"", "abcd1234", "../../etc/passwd"})
  void whatIsNotAWholeIdIsRefused(String id) {
    assertThatThrownBy(() -> sample.id(id).facts()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSlashThatTheEnginePutsBeforeANameIsRefused() {
    assertThatThrownBy(() -> sample.named("/shop.run.7").facts())
        .hasMessage("not a container name: /shop.run.7");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateIsReadByItsWord(State state) {
    assertThat(State.parse(state.word())).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Running", "stopped", "up"})
  void anyOtherWordIsNoState(String word) {
    assertThat(State.parse(word)).isEmpty();
  }

  @Test
  void asTextItTellsNoLabelsAndNoCommand() {
    assertThat(sample.label("secret", "hunter2").facts().toString())
        .isEqualTo("container shop.run.7 (" + sample.id().substring(0, 12) + ", running)");
  }
}
