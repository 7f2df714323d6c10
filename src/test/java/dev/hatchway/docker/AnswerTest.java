package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnswerTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Stream stream = new Stream();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @AfterEach
  void end() {
    calls.shutdownNow();
  }

  @Test
  void whatWasTakenStaysOpen() throws Exception {
    try (var answer = new Answer<ByteStream>(calls, () -> stream)) {
      assertThat(answer.await(LONG)).isSameAs(stream);
    }
    assertThat(stream.closed).isFalse();
  }

  @Test
  void whatHasComeButWasNotTakenIsClosed() throws Exception {
    try (var _ =
        new Answer<ByteStream>(
            calls,
            () -> {
              answered.countDown();
              return stream;
            })) {
      answered.await();
    }
    await().atMost(LONG).untilTrue(stream.closed);
  }

  @Test
  void whatComesTooLateIsClosedThoughTheCallTakesNoNoticeOfItsEnd() {
    try (var answer = new Answer<ByteStream>(calls, this::deaf)) {
      assertThatThrownBy(() -> answer.await(SHORT)).isInstanceOf(TimeoutException.class);
    }
    assertThat(stream.closed).isFalse();
    asked.countDown();
    await().atMost(LONG).untilTrue(stream.closed);
  }

  @Test
  void afterATimeoutTheAnswerMayStillBeTaken() throws Exception {
    try (var answer = new Answer<ByteStream>(calls, this::deaf)) {
      assertThatThrownBy(() -> answer.await(SHORT)).isInstanceOf(TimeoutException.class);
      asked.countDown();
      assertThat(answer.await(LONG)).isSameAs(stream);
    }
    assertThat(stream.closed).isFalse();
  }

  /** A call that an interrupt does not end. */
  private ByteStream deaf() {
    boolean waiting = true;
    while (waiting) {
      try {
        asked.await();
        waiting = false;
      } catch (InterruptedException e) {
        // It goes on: that is what it is for.
        waiting = true;
      }
    }
    return stream;
  }

  private static final class Stream implements ByteStream {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      return -1;
    }

    @Override
    public void write(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public void endInput() {
      close();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
