package dev.hatchway.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InputQueueTest {
  private static final int BYTES = 100_000;
  private static final long SEED = 42;

  private final InputQueue queue = new InputQueue();

  @Test
  void bytesOfAnyPacketsComeOutInTheirOrder() throws InterruptedException {
    var random = new Random(SEED);
    byte[] input = new byte[BYTES];
    random.nextBytes(input);
    for (int start = 0; start < BYTES; ) {
      int length = Math.min(random.nextInt(2_000), BYTES - start);
      queue.add(input, start, length);
      start += length;
    }
    queue.end();
    var output = new ByteArrayOutputStream();
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      output.writeBytes(next.get());
    }
    assertThat(output.toByteArray()).isEqualTo(input);
  }

  @Test
  void singleBytesShareArrays() throws InterruptedException {
    for (int i = 0; i < BYTES; i++) {
      queue.add(new byte[] {1}, 0, 1);
    }
    queue.end();
    int chunks = 0;
    while (queue.take().isPresent()) {
      chunks++;
    }
    assertThat(chunks).isLessThan(BYTES / 100);
  }

  @Test
  void afterTheEndEveryoneIsTold() throws InterruptedException {
    queue.end();
    assertThat(queue.take()).isEqualTo(Optional.empty());
    assertThat(queue.take()).isEqualTo(Optional.empty());
  }
}
