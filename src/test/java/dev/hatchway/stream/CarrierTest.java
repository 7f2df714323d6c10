package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hatchway.container.Output;
import dev.hatchway.container.ProgramEnd;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that cannot end is a test that cannot either, so each has a time limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CarrierTest {
  private static final int PIPE = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final ProgramEnd OK = new ProgramEnd.Exited(ExitCode.OK);

  @TempDir private Path spill;

  private final FakeProgram program = new FakeProgram(PIPE);
  private FakeClientEnd client = new FakeClientEnd(FakeClientEnd.ENDLESS);

  @Test
  void bothOutputsArriveApartAndWhole() {
    program.print(Output.OUT, "one ");
    program.print(Output.ERR, "oh ");
    program.print(Output.OUT, "two");
    program.print(Output.ERR, "dear");
    program.exit(42);
    assertThat(carry()).isEqualTo(new ProgramEnd.Exited(new ExitCode(42)));
    assertThat(client.out()).isEqualTo("one two");
    assertThat(client.err()).isEqualTo("oh dear");
  }

  @Test
  void theEndIsNotToldBeforeTheClientHasEveryByte() throws Exception {
    byte[] bytes = new byte[2 * LagBuffer.MEMORY];
    new Random(1).nextBytes(bytes);
    program.print(Output.OUT, bytes);
    program.exit(0);
    client = new FakeClientEnd(0);
    try (var session = new Worker(() -> assertThat(carry()).isEqualTo(OK))) {
      client.open(bytes.length - 1);
      await().until(() -> client.outBytes().length == bytes.length - 1);
      session.awaitWaiting();
      assertThat(session.isWorking()).isTrue();
      client.open(1);
      session.awaitEnd();
    }
    assertThat(client.outBytes()).isEqualTo(bytes);
    assertThat(client.isFlushed()).isTrue();
  }

  @Test
  void theProgramIsReadToItsEndThoughTheClientTakesNothing() throws Exception {
    client = new FakeClientEnd(0);
    byte[] bytes = new byte[8 * LagBuffer.MEMORY];
    program.print(Output.OUT, bytes);
    program.exit(0);
    try (var session = new Worker(this::carry)) {
      await().until(program::isReadToItsEnd);
      session.awaitWaiting();
      assertThat(client.outBytes()).isEmpty();
      client.open(bytes.length);
      session.awaitEnd();
    }
    assertThat(client.outBytes()).hasSameSizeAs(bytes);
  }

  @Test
  void inputArrivesInOrderAndSoDoesItsEnd() {
    client.type("first ");
    client.type("second");
    client.endInput();
    exitWhen(program::inputHasEnded);
    assertThat(carry()).isEqualTo(OK);
    assertThat(program.input()).isEqualTo("first second");
    assertThat(program.inputHasEnded()).isTrue();
    assertThat(client.inputDone()).isEqualTo("first second".length());
  }

  @Test
  void inputIsOnlyUsedUpWhenTheProgramHasTakenIt() {
    client.type("x".repeat(PIPE));
    client.type("this does not fit into the pipe");
    exitWhen(() -> client.inputDone() == PIPE);
    assertThat(carry()).isEqualTo(OK);
    assertThat(client.inputDone()).isEqualTo(PIPE);
  }

  @Test
  void aProgramThatEndsIsNotKeptByInputThatGoesOn() {
    client.type("never ended");
    program.exit(3);
    assertThat(carry()).isEqualTo(new ProgramEnd.Exited(new ExitCode(3)));
  }

  @Test
  void aClientThatDisappearsHasNotEndedItsInput() {
    client.type("half of a dump");
    client.disappear();
    ProgramEnd end =
        new Carrier(spill)
            .carry(
                client,
                program,
                () -> {
                  await().until(() -> program.input().equals("half of a dump"));
                  program.end(PATIENCE);
                });
    assertThat(end).isEqualTo(new ProgramEnd.Exited(ExitCode.KILLED));
    // A program that reads to the end would take what it has for the whole.
    assertThat(program.inputHasEnded()).isFalse();
  }

  @Test
  void aClientThatDisappearsIsToldOnceAndItsOutputIsThrownAway() throws Exception {
    client = new FakeClientEnd(10);
    program.print(Output.OUT, new byte[100 * LagBuffer.MEMORY]);
    List<Thread> told = new ArrayList<>();
    var result = new AtomicReference<ProgramEnd>();
    try (var session =
        new Worker(
            () ->
                result.set(
                    new Carrier(spill)
                        .carry(
                            client,
                            program,
                            () -> {
                              told.add(Thread.currentThread());
                              program.end(PATIENCE);
                            })))) {
      await().until(() -> client.outBytes().length == 10);
      client.disappear();
      session.awaitEnd();
    }
    assertThat(told).hasSize(1);
    assertThat(result.get()).isEqualTo(new ProgramEnd.Exited(ExitCode.KILLED));
    assertThat(client.outBytes()).hasSize(10);
  }

  @Test
  void whoIsCutOffByTheGatewayIsNotSentWhatWaitsForIt() throws Exception {
    client = new FakeClientEnd(10);
    program.print(Output.OUT, new byte[10 * LagBuffer.MEMORY]);
    var ended = new CountDownLatch(1);
    try (var session =
        new Worker(
            () ->
                new Carrier(spill)
                    .carry(
                        client,
                        program,
                        () -> {
                          program.end(PATIENCE);
                          ended.countDown();
                        }))) {
      await().until(() -> client.outBytes().length == 10);
      client.post(new ClientEvent.Gone());
      ended.await();
      client.open(FakeClientEnd.ENDLESS);
      session.awaitEnd();
    }
    // The one piece that was on its way already.
    assertThat(client.outBytes()).hasSizeLessThanOrEqualTo(LagBuffer.MEMORY / 8);
  }

  @Test
  void aClientThatTakesNoMoreOutputDoesNotKeepTheProgram() {
    client.refuseOutput();
    program.print(Output.OUT, new byte[4 * LagBuffer.MEMORY]);
    program.exit(0);
    assertThat(carry()).isEqualTo(OK);
  }

  @Test
  void resizesAndSignalsArriveInTheirOrder() {
    List<Object> expected = new ArrayList<>();
    for (int size = 1; size <= 200; size++) {
      Window window = new Window(80 + size, 24);
      expected.add(window);
      client.post(new ClientEvent.Resized(window));
    }
    client.post(new ClientEvent.Signalled("INT"));
    expected.add("INT");
    exitWhen(() -> program.told().size() == expected.size());
    assertThat(carry()).isEqualTo(OK);
    assertThat(program.told()).isEqualTo(expected);
  }

  @Test
  void outputThatBrokeOffIsNotPassedOffAsWhole() {
    program.print(Output.OUT, "half");
    program.breakOff(0);
    assertThat(carry()).isEqualTo(new ProgramEnd.Lost("the connection to the program broke"));
    assertThat(client.out()).isEqualTo("half");
  }

  @Test
  void anEndThatNobodyKnowsKeepsItsReason() {
    program.finish(new ProgramEnd.Lost("the container was removed"));
    assertThat(carry()).isEqualTo(new ProgramEnd.Lost("the container was removed"));
  }

  @Test
  void theConnectionIsClosedInTheEnd() {
    program.exit(0);
    carry();
    assertThat(program.isClosed()).isTrue();
  }

  private ProgramEnd carry() {
    return new Carrier(spill).carry(client, program, () -> program.end(PATIENCE));
  }

  private void exitWhen(Callable<Boolean> condition) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                await().until(condition);
              } finally {
                program.exit(0);
              }
            });
  }
}
