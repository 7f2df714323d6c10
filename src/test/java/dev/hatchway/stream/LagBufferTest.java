package dev.hatchway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.container.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LagBufferTest {
  private static final int MEBIBYTE = 1024 * 1024;

  /** Any number does; the same one makes a failure happen again. */
  private static final long SEED = 7;

  @TempDir private Path folder;

  @Test
  void piecesComeOutInTheirOrderAndWithTheirOutput() throws Exception {
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      append(lag, Output.OUT, "one ");
      append(lag, Output.OUT, "two ");
      append(lag, Output.ERR, "three ");
      append(lag, Output.OUT, "four");
      lag.finish();
      assertThat(texts(lag)).containsExactly("OUT one two ", "ERR three ", "OUT four");
    }
  }

  @Test
  void theBufferThatIsHandedOverMayBeUsedAgain() throws Exception {
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      byte[] reused = "first".getBytes(StandardCharsets.UTF_8);
      lag.append(Output.OUT, ByteBuffer.wrap(reused));
      System.arraycopy("other".getBytes(StandardCharsets.UTF_8), 0, reused, 0, reused.length);
      lag.finish();
      assertThat(texts(lag)).containsExactly("OUT first");
    }
  }

  @Test
  void aStalledTakerNeverCostsMoreMemoryThanPromisedWhateverTheSizesAre() throws Exception {
    var random = new Random(SEED);
    var expected = new ByteArrayOutputStream();
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      int most = 0;
      while (expected.size() < 4 * MEBIBYTE) {
        byte[] bytes = new byte[1 + random.nextInt(100_000)];
        random.nextBytes(bytes);
        expected.writeBytes(bytes);
        lag.append(random.nextBoolean() ? Output.OUT : Output.ERR, ByteBuffer.wrap(bytes));
        most = Math.max(most, lag.memoryHeld());
      }
      assertThat(most).isBetween(LagBuffer.MEMORY / 2, LagBuffer.MEMORY);
      lag.finish();
      assertThat(all(lag)).isEqualTo(expected.toByteArray());
      assertThat(lag.memoryHeld()).isZero();
    }
  }

  @Test
  void aProgramThatWritesByteByByteCostsLittleMoreThanItsBytes() throws Exception {
    int bytes = 200_000;
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      for (int i = 0; i < bytes; i++) {
        lag.append(Output.OUT, ByteBuffer.wrap(new byte[] {(byte) i}));
      }
      assertThat(lag.memoryHeld()).isLessThan(bytes + bytes / 10);
    }
  }

  @Test
  void afterTheFileHasBeenReadMemoryServesAgain() throws Exception {
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      for (int round = 0; round < 3; round++) {
        byte[] bytes = bytes(2 * MEBIBYTE, round);
        lag.append(Output.OUT, ByteBuffer.wrap(bytes));
        assertThat(take(lag, bytes.length)).isEqualTo(bytes);
        append(lag, Output.ERR, "short");
        assertThat(lag.memoryHeld()).isPositive();
        assertThat(take(lag, "short".length())).asString().isEqualTo("short");
      }
    }
  }

  @Test
  void aFullFileMakesTheWriterWaitUntilSomethingIsTaken() throws Exception {
    byte[] bytes = bytes(3 * MEBIBYTE, SEED);
    try (var lag = new LagBuffer(folder, MEBIBYTE);
        var writer = new Worker(() -> lag.append(Output.OUT, ByteBuffer.wrap(bytes)))) {
      writer.awaitWaiting();
      assertThat(lag.memoryHeld()).isLessThanOrEqualTo(LagBuffer.MEMORY);
      assertThat(take(lag, bytes.length)).isEqualTo(bytes);
      writer.awaitEnd();
    }
  }

  @Test
  void aRingThatIsFilledAndEmptiedManyTimesLosesNothing() throws Exception {
    var random = new Random(SEED);
    byte[] bytes = bytes(8 * MEBIBYTE, SEED);
    try (var lag = new LagBuffer(folder, 150_001);
        var _ =
            new Worker(
                () -> {
                  for (int from = 0; from < bytes.length; ) {
                    int count = Math.min(bytes.length - from, 1 + random.nextInt(90_000));
                    lag.append(Output.OUT, ByteBuffer.wrap(bytes, from, count));
                    from += count;
                  }
                  lag.finish();
                })) {
      assertThat(all(lag)).isEqualTo(bytes);
    }
  }

  @Test
  void aTakerWaitsForTheFirstBytesAndForTheEnd() throws Exception {
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL);
        var taker = new Worker(() -> assertThat(texts(lag)).containsExactly("OUT late"))) {
      taker.awaitWaiting();
      append(lag, Output.OUT, "late");
      taker.awaitWaiting();
      lag.finish();
      taker.awaitEnd();
    }
  }

  @Test
  void discardingLetsBothSidesGoAndThrowsTheRestAway() throws Exception {
    try (var lag = new LagBuffer(folder, 0);
        var writer = new Worker(() -> lag.append(Output.OUT, ByteBuffer.allocate(2 * MEBIBYTE)))) {
      writer.awaitWaiting();
      lag.discard();
      writer.awaitEnd();
      assertThat(lag.memoryHeld()).isZero();
      ByteBuffer late = ByteBuffer.allocate(MEBIBYTE);
      lag.append(Output.OUT, late);
      assertThat(late.hasRemaining()).isFalse();
      assertThat(lag.memoryHeld()).isZero();
      assertThat(lag.take()).isEmpty();
    }
  }

  @Test
  void discardingEndsATakerThatWaits() throws Exception {
    try (var lag = new LagBuffer(folder, 0);
        var taker = new Worker(() -> assertThat(lag.take()).isEmpty())) {
      taker.awaitWaiting();
      lag.discard();
      taker.awaitEnd();
    }
  }

  @Test
  void withoutAFileTheWriterWaitsAndNothingIsLost() throws Exception {
    Path occupied =
        Files.writeString(folder.resolve("occupied"), "a file where a folder should be");
    byte[] bytes = bytes(2 * MEBIBYTE, SEED);
    try (var lag = new LagBuffer(occupied, LagBuffer.SPILL);
        var writer =
            new Worker(
                () -> {
                  lag.append(Output.OUT, ByteBuffer.wrap(bytes));
                  lag.finish();
                })) {
      writer.awaitWaiting();
      assertThat(lag.memoryHeld()).isLessThanOrEqualTo(LagBuffer.MEMORY);
      assertThat(all(lag)).isEqualTo(bytes);
      writer.awaitEnd();
    }
  }

  @Test
  void whenTheDiskCanBeUsedAgainTheWriterGoesOnByItself() throws Exception {
    Path occupied = Files.writeString(folder.resolve("occupied"), "in the way");
    byte[] bytes = bytes(2 * MEBIBYTE, SEED);
    try (var lag = new LagBuffer(occupied, LagBuffer.SPILL);
        var writer = new Worker(() -> lag.append(Output.OUT, ByteBuffer.wrap(bytes)))) {
      writer.awaitWaiting();
      Files.delete(occupied);
      writer.awaitEnd();
      lag.finish();
      assertThat(all(lag)).isEqualTo(bytes);
    }
  }

  @Test
  void nothingIsLeftOnTheDiskNotEvenWhileItIsUsed() throws Exception {
    try (var lag = new LagBuffer(folder, LagBuffer.SPILL)) {
      lag.append(Output.OUT, ByteBuffer.allocate(2 * MEBIBYTE));
      assertThat(folder).isEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatFitsInMemoryNeedsNoFile() throws Exception {
    Path never = folder.resolve("never");
    try (var lag = new LagBuffer(never, LagBuffer.SPILL)) {
      lag.append(Output.OUT, ByteBuffer.allocate(LagBuffer.MEMORY));
      assertThat(never).doesNotExist();
    }
  }

  private static void append(LagBuffer lag, Output output, String text) throws IOException {
    lag.append(output, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(LagBuffer lag) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (Optional<LagPiece> next = lag.take(); next.isPresent(); next = lag.take()) {
      var piece = next.get();
      String text = new String(piece.bytes(), 0, piece.length(), StandardCharsets.UTF_8);
      texts.add(piece.output() + " " + text);
    }
    return texts;
  }

  private static byte[] all(LagBuffer lag) throws IOException, InterruptedException {
    return take(lag, Integer.MAX_VALUE);
  }

  /** Takes pieces until there are so many bytes, or the end comes. */
  private static byte[] take(LagBuffer lag, int most) throws IOException, InterruptedException {
    var taken = new ByteArrayOutputStream();
    while (taken.size() < most) {
      Optional<LagPiece> piece = lag.take();
      if (piece.isEmpty()) {
        break;
      }
      taken.write(piece.get().bytes(), 0, piece.get().length());
    }
    return taken.toByteArray();
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
