package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Line 3 of the contract: the last byte arrives before the exit status. */
@InWorld
class LastByteTest {
  /** As many clients as keep two cores busy. */
  private static final int AT_A_TIME = 4;

  private final World world;

  LastByteTest(World world) {
    this.world = world;
  }

  @Test
  void programsThatEndAtOnceLoseNothing() throws Exception {
    int runs = world.machine().full() ? 1_000 : 100;
    assertThat(failuresOf(runs, number -> "run echo only line " + number + "; exit 7")).isEmpty();
  }

  @Test
  void commandsInARunningContainerThatEndAtOnceLoseNothing() throws Exception {
    int runs = world.machine().full() ? 1_000 : 40;
    assertThat(failuresOf(runs, number -> "enter web.1 echo only line " + number + "; exit 7"))
        .isEmpty();
  }

  @Test
  void aClientThatReadsNothingBeforeTheProgramHasEndedGetsEveryByte() throws Exception {
    int last = 12_000_000; // about 100 MB, below the 256 MiB that the gateway keeps for a client
    String script = "echo $DYNO; seq 1 " + last + " | tr '\\n' ' '; exit 42";
    Program client = world.ssh().command("run", script).writingPipe().within(Machine.LONG_LIMIT);
    try (var running = client.start()) {
      InputStream out = running.stdout();
      String container = world.app().name() + "." + firstLine(out);
      await("the program ends though nobody reads")
          .atMost(Machine.LIMIT)
          .until(() -> hasEnded(container));
      assertThat(Digest.of(out)).isEqualTo(Digest.ofNumbersUpTo(last));
      assertThat(running.end().code()).isEqualTo(42);
    }
  }

  @Test
  void aClientThatReadsSlowlyGetsEveryByte() throws Exception {
    int last = world.machine().full() ? 56_000_000 : 4_000_000; // about 500 MB or 31 MB
    String script = "seq 1 " + last + " | tr '\\n' ' '; exit 42";
    Program client = world.ssh().command("run", script).writingPipe().within(Machine.LONG_LIMIT);
    try (var running = client.start()) {
      String digest = Digest.of(new SlowStream(running.stdout()));
      assertThat(digest).isEqualTo(Digest.ofNumbersUpTo(last));
      assertThat(running.end().code()).isEqualTo(42);
    }
  }

  private boolean hasEnded(String container) {
    Result state =
        world.engine().tried("container", "inspect", "--format", "{{.State.Running}}", container);
    return state.code() != 0 || state.out().strip().equals("false");
  }

  private static String firstLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private List<String> failuresOf(int runs, IntFunction<String> line) throws Exception {
    List<Future<String>> results = new ArrayList<>();
    try (var clients = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int number = 0; number < runs; number++) {
        int mine = number;
        Callable<String> run = () -> failureOf(line.apply(mine), "only line " + mine + "\n");
        results.add(clients.submit(run));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Future<String> result : results) {
      failures.add(result.get());
    }
    failures.removeIf(String::isEmpty);
    return failures;
  }

  private String failureOf(String line, String expected) {
    Result result = world.ssh().run(line);
    boolean whole = result.code() == 7 && result.out().equals(expected) && result.err().isEmpty();
    return whole ? "" : line + ": " + result;
  }

  /** A stream that hands on about 8 MB a second, as a slow line does. */
  private static final class SlowStream extends InputStream {
    private static final int PIECE = 16 * 1024;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final InputStream in;

    SlowStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      // Not a wait for anything: the pace of the line.
      LockSupport.parkNanos(PAUSE);
      return in.read(bytes, offset, Math.min(length, PIECE));
    }
  }
}
