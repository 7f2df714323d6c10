package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hatchway.container.Output;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Window;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several clients at one program. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SharedProgramTest {
  private static final int PIPE = 64 * 1024;
  private static final int KEPT = 4 * 1024;
  private static final long SPILL = 1024 * 1024;
  private static final Stay OVER = new Stay.Over(new ProgramEnd.Exited(new ExitCode(3)));

  @TempDir private Path spill;

  private final FakeProgram program = new FakeProgram(PIPE);
  private final FakeClientEnd starter = new FakeClientEnd(FakeClientEnd.ENDLESS);
  private final FakeClientEnd guest = new FakeClientEnd(FakeClientEnd.ENDLESS);

  @Test
  void whoComesLaterGetsTheLastOfThePastAndAllOfThePresent() {
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER)) {
      program.print(Output.OUT, "past ");
      program.print(Output.ERR, "oh ");
      await().until(() -> starter.out().equals("past ") && starter.err().equals("oh "));
      try (var second = new Joined(shared, guest, Part.GUEST)) {
        await().until(() -> guest.out().equals("past "));
        program.print(Output.OUT, "present");
        program.exit(3);
        assertThat(second.stay()).isEqualTo(OVER);
      }
      assertThat(first.stay()).isEqualTo(OVER);
    }
    assertThat(guest.out()).isEqualTo("past present");
    assertThat(guest.err()).isEqualTo("oh ");
    assertThat(starter.out()).isEqualTo("past present");
  }

  @Test
  void whoComesAfterTheEndGetsTheLastOfItAndTheCode() {
    SharedProgram shared = started();
    program.print(Output.OUT, "all of it");
    program.exit(3);
    assertThat(shared.join(starter, Part.STARTER)).isEqualTo(OVER);
    assertThat(shared.join(guest, Part.GUEST)).isEqualTo(OVER);
    assertThat(guest.out()).isEqualTo("all of it");
  }

  @Test
  void nothingIsReadBeforeSomebodyIsThereToGetIt() {
    byte[] much = new byte[16 * KEPT];
    program.print(Output.OUT, much);
    program.exit(3);
    assertThat(started().join(starter, Part.STARTER)).isEqualTo(OVER);
    assertThat(starter.outBytes()).isEqualTo(much);
  }

  @Test
  void aGuestWhoLeavesLeavesTheOthersAlone() {
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER)) {
      try (var second = new Joined(shared, guest, Part.GUEST)) {
        await().until(() -> shared.clients() == 2);
        guest.post(new ClientEvent.Leaving());
        assertThat(second.stay()).isEqualTo(new Stay.Left());
      }
      assertThat(shared.clients()).isEqualTo(1);
      program.print(Output.OUT, "still here");
      program.exit(3);
      assertThat(first.stay()).isEqualTo(OVER);
    }
    assertThat(starter.out()).isEqualTo("still here");
  }

  @Test
  void theProgramOutlivesWhoStartedIt() {
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER)) {
      await().until(() -> shared.clients() == 1);
      starter.disappear();
      assertThat(first.stay()).isEqualTo(new Stay.Left());
    }
    assertThat(shared.end()).isNotDone();
    program.print(Output.OUT, "while nobody looks");
    program.exit(3);
    assertThat(shared.join(guest, Part.GUEST)).isEqualTo(OVER);
    assertThat(guest.out()).isEqualTo("while nobody looks");
  }

  @Test
  void aGuestThatTakesNothingIsCutOffAndNobodyWaitsForIt() {
    FakeClientEnd stalled = new FakeClientEnd(0);
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER);
        var second = new Joined(shared, stalled, Part.GUEST)) {
      await().until(() -> shared.clients() == 2);
      byte[] piece = new byte[256 * 1024];
      long written = 0;
      while (written <= SPILL + 2L * LagBuffer.MEMORY) {
        program.print(Output.OUT, piece);
        written += piece.length;
      }
      assertThat(second.stay()).isEqualTo(new Stay.LaggedBehind());
      program.exit(3);
      assertThat(first.stay()).isEqualTo(OVER);
      assertThat(starter.outBytes()).hasSize((int) written);
    }
  }

  @Test
  void anOnlookersInputSignalsAndSizesAreItsOwnAffair() {
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER);
        var second = new Joined(shared, guest, Part.ONLOOKER)) {
      guest.type("never");
      guest.post(new ClientEvent.Resized(new Window(1, 1)));
      guest.post(new ClientEvent.Signalled("KILL"));
      starter.type("only this");
      starter.post(new ClientEvent.Resized(new Window(80, 24)));
      await().until(() -> program.input().equals("only this") && program.told().size() == 1);
      program.exit(3);
      assertThat(first.stay()).isEqualTo(OVER);
      assertThat(second.stay()).isEqualTo(OVER);
    }
    assertThat(program.told()).containsExactly(new Window(80, 24));
    assertThat(program.input()).isEqualTo("only this");
  }

  @Test
  void onlyTheEndOfTheStartersInputIsTheEndOfThePrograms() {
    SharedProgram shared = started();
    try (var first = new Joined(shared, starter, Part.STARTER);
        var second = new Joined(shared, guest, Part.GUEST)) {
      guest.type("from the guest");
      guest.endInput();
      await().until(() -> program.input().equals("from the guest"));
      assertThat(program.inputHasEnded()).isFalse();
      starter.endInput();
      await().until(program::inputHasEnded);
      program.exit(3);
      assertThat(first.stay()).isEqualTo(OVER);
      assertThat(second.stay()).isEqualTo(OVER);
    }
  }

  private SharedProgram started() {
    return new SharedProgram(program, spill, SPILL, KEPT);
  }

  /** A client that has joined, on a thread of its own. */
  private static final class Joined implements AutoCloseable {
    private final AtomicReference<Stay> stay = new AtomicReference<>(new Stay.Left());
    private final Worker worker;

    Joined(SharedProgram shared, FakeClientEnd client, Part part) {
      this.worker = new Worker(() -> stay.set(shared.join(client, part)));
    }

    Stay stay() {
      worker.awaitEnd();
      return stay.get();
    }

    @Override
    public void close() {
      worker.close();
    }
  }
}
