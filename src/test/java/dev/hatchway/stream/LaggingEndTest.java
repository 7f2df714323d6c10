package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hatchway.container.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client's end that takes output at once. */
@Timeout(60)
final class LaggingEndTest {
  private static final int LINES = 2_000;

  /** Together more than is kept in memory. */
  private static final String LINE = "x".repeat(1_000) + "\n";

  private static final int OFTEN = 20;

  @TempDir private Path folder;

  @Test
  void whoWritesDoesNotWaitForAClientThatReadsNothing() throws IOException {
    FakeClientEnd client = new FakeClientEnd(0);
    try (LaggingEnd end = new Carrier(folder).lagging(client)) {
      for (int i = 0; i < LINES; i++) {
        write(end, LINE);
      }
      assertThat(client.out()).isEmpty();
      client.open(FakeClientEnd.ENDLESS);
    }
    assertThat(client.out()).isEqualTo(LINE.repeat(LINES));
    assertThat(client.isFlushed()).isTrue();
  }

  @Test
  void closingWaitsForTheClientUnlessItIsAbandoned() throws IOException {
    FakeClientEnd client = new FakeClientEnd(3);
    try (LaggingEnd end = new Carrier(folder).lagging(client)) {
      write(end, "abcdef");
      await().until(() -> client.out().equals("abc"));
      end.abandon();
      write(end, "more");
    }
    assertThat(client.out()).isEqualTo("abc");
  }

  @Test
  void aClientThatIsGoneIsNotWaitedFor() throws IOException {
    FakeClientEnd client = new FakeClientEnd(0);
    try (LaggingEnd end = new Carrier(folder).lagging(client)) {
      write(end, "abcdef");
      client.disappear();
    }
    assertThat(client.out()).isEmpty();
  }

  @Test
  void whatEachThreadWritesStaysTogetherAlsoWhenEverythingIsFull() throws Exception {
    FakeClientEnd client = new FakeClientEnd(FakeClientEnd.ENDLESS);
    List<String> lines =
        Stream.of("a".repeat(200_000), "b", "c".repeat(1_000)).map(text -> text + "\n").toList();
    LagBuffer small = new LagBuffer(folder, 64 * 1024);
    try (LaggingEnd end = new LaggingEnd(client, small);
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(writers.invokeAll(lines.stream().map(line -> often(end, line)).toList()))
          .allMatch(writing -> writing.state() == Future.State.SUCCESS);
    }
    assertThat(client.out().lines())
        .hasSize(3 * OFTEN)
        .allMatch(line -> lines.contains(line + "\n"));
  }

  private static Callable<Integer> often(LaggingEnd end, String line) {
    return () -> {
      for (int i = 0; i < OFTEN; i++) {
        write(end, line);
      }
      return OFTEN;
    };
  }

  private static void write(LaggingEnd end, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    end.write(Output.OUT, bytes, 0, bytes.length);
  }
}
