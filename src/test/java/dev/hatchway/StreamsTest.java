package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines 1 and 2 of the contract: bytes without a terminal. */
@InWorld
class StreamsTest {
  private static final int BYTE_VALUES = 256;
  private static final long MEBIBYTE = 1024 * 1024;

  private final World world;

  StreamsTest(World world) {
    this.world = world;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void standardOutputAndErrorArriveApart(String verb) {
    Result result = world.ssh().run(verb, "echo out; echo err >&2; printf 'no line end'");
    assertThat(result.out()).isEqualTo("out\nno line end");
    assertThat(result.err()).isEqualTo("err\n");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void everyByteValueArrivesOnBothStreams(String verb) {
    byte[] all = new byte[BYTE_VALUES];
    for (int value = 0; value < BYTE_VALUES; value++) {
      all[value] = (byte) value;
    }
    Result result = world.ssh().command(verb, "tee /dev/stderr").reading(all).run();
    assertThat(result.bytes()).isEqualTo(all);
    assertThat(result.stderr()).hasBinaryContent(all);
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void eachStreamKeepsItsOrder(String verb) {
    String script = "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo o$i; echo e$i >&2; done";
    Result result = world.ssh().run(verb, script);
    assertThat(result.out()).isEqualTo(numbered("o"));
    assertThat(result.err()).isEqualTo(numbered("e"));
  }

  @ParameterizedTest
  @CsvSource({"run,0", "run,1", "run,65536", "enter web.1,0", "enter web.1,1", "enter web.1,65536"})
  void theEndOfTheInputArrivesAfterItsLastByte(String verb, int size) {
    Result result = world.ssh().command(verb, "wc", "-c").reading(new byte[size]).run();
    assertThat(result.out().strip()).isEqualTo(Integer.toString(size));
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void threeHundredMebibytesOfInputAreCountedRight(String verb) {
    assertThat(countOf(verb, 300 * MEBIBYTE)).isEqualTo(300 * MEBIBYTE);
  }

  @Test
  void aGibibyteOfInputIsCountedRight() {
    long size = world.machine().full() ? 1024 * MEBIBYTE : 64 * MEBIBYTE;
    assertThat(countOf("run", size)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "enter web.1"})
  void aProgramFileComesBackAsItWas(String verb) {
    Path bash = Path.of("/bin/bash");
    Result result = world.ssh().command(verb, "cat").reading(bash).run();
    assertThat(result.sha256()).isEqualTo(Digest.ofFile(bash));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void outputGoesOnAfterTheEndOfTheInput() {
    Result result =
        world.ssh().command("run", "cat; echo after; echo and err >&2").reading("in\n").run();
    assertThat(result.out()).isEqualTo("in\nafter\n");
    assertThat(result.err()).isEqualTo("and err\n");
  }

  @Test
  void aProgramThatReadsNothingEndsThoughTheInputGoesOn() {
    try (var running = world.ssh().command("run", "echo", "done").readingPipe().start()) {
      Result result = running.end();
      assertThat(result.out()).isEqualTo("done\n");
      assertThat(result.code()).isZero();
    }
  }

  @Test
  void nothingIsEverPutIntoTheInput() {
    try (var running = world.ssh().command("run", "wc -c").readingPipe().start()) {
      running.closeInput();
      assertThat(running.end().out().strip()).isEqualTo("0");
    }
  }

  @Test
  void tenMegabytesWithoutALineEndArrive() {
    Result result = world.ssh().run("run", "seq 1 1500000 | tr '\\n' ' '");
    assertThat(result.sha256()).isEqualTo(Digest.ofNumbersUpTo(1_500_000));
  }

  private long countOf(String verb, long size) {
    Path file = world.machine().sparseFile("input", size);
    try {
      Program count =
          world.ssh().command(verb, "wc", "-c").reading(file).within(Machine.LONG_LIMIT);
      return Long.parseLong(count.run().succeeded().out().strip());
    } finally {
      world.machine().delete(file);
      assertThat(Files.exists(file)).isFalse();
    }
  }

  private static String numbered(String prefix) {
    var lines = new StringBuilder();
    for (int number = 1; number <= 2000; number++) {
      lines.append(prefix).append(number).append('\n');
    }
    return lines.toString();
  }
}
