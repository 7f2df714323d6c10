package dev.hatchway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenFilesTest {
  /** What an idle gateway has open. */
  private static final int IDLE = 50;

  @ParameterizedTest
  @CsvSource({"256,28", "1024,143", "4096,706", "524288,104745", "40,1"})
  void someFilesAreKeptBackAndTheRestIsSharedAmongSessions(long most, int sessions) {
    assertThat(new OpenFiles(() -> IDLE, most).sessions()).isEqualTo(sessions);
  }

  @Test
  void newSessionsAreRefusedFirstAndThenNewConnections() {
    var open = new AtomicLong(IDLE);
    var files = new OpenFiles(open::get, 1024);
    open.set(768);
    assertThat(files.areScarce()).isFalse();
    open.set(769);
    assertThat(files.areScarce()).isTrue();
    open.set(896);
    assertThat(files.areNearlyUsedUp()).isFalse();
    open.set(897);
    assertThat(files.areNearlyUsedUp()).isTrue();
  }

  @Test
  void thisProcessMayOpenSome() {
    assertThat(OpenFiles.ofThisProcess().sessions()).isPositive();
  }
}
