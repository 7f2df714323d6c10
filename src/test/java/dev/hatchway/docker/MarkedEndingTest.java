package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program that ends marked processes, on this machine's own. */
class MarkedEndingTest {
  private static final String MARK = "HATCHWAY_SESSION=" + "1".repeat(16) + "." + "2".repeat(16);
  private static final String OTHER = "HATCHWAY_SESSION=" + "1".repeat(16) + "." + "3".repeat(16);
  private static final int LONGEST_SECONDS = 10;
  private static final int KILLED = 128 + 9;
  private static final int HUNG_UP = 128 + 1;

  /** Of elf(5): two bytes that name the processor. */
  private static final int MACHINE = 18;

  @TempDir Path folder;

  @Test
  void itEndsTheMarkedThoseOfTheirSessionAndTheirChildren() throws Exception {
    // What ignores TERM, has no mark, and loses its parent as soon as that is killed.
    String script = "trap '' TERM; env -i sleep 1000 & echo $!; while :; do sleep 1; done";
    Process marked = start(MARK, script);
    Process other = start(OTHER, "echo; sleep 1000");
    long child = Long.parseLong(marked.inputReader().readLine());
    assertThat(code(program(MARK))).isZero();
    assertThat(code(marked)).isEqualTo(KILLED);
    assertThat(ProcessHandle.of(child).filter(MarkedEndingTest::runs)).isEmpty();
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  @Test
  void itSendsASignal() throws Exception {
    Process marked = start(MARK, "echo; exec sleep 1000");
    marked.inputReader().readLine();
    assertThat(code(program(MARK, "1"))).isZero();
    assertThat(code(marked)).isEqualTo(HUNG_UP);
    assertThat(code(program(MARK, "1"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"amd64, 62", "arm64, 183"})
  void itIsThereForBothProcessors(String architecture, int machine) {
    ByteBuffer file = ByteBuffer.wrap(MarkedEnding.file(architecture));
    assertThat(file.order(ByteOrder.BIG_ENDIAN).getInt(0)).isEqualTo(0x7f454c46);
    assertThat(file.order(ByteOrder.LITTLE_ENDIAN).getShort(MACHINE)).isEqualTo((short) machine);
  }

  private static boolean runs(ProcessHandle process) {
    // One that has ended and that nobody has waited for has no command any more.
    return process.info().command().isPresent();
  }

  private static int code(Process process) throws InterruptedException {
    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Process start(String mark, String script) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", "-c", script);
    Map<String, String> environment = builder.environment();
    environment.put("HATCHWAY_SESSION", mark.substring(mark.indexOf('=') + 1));
    return builder.start();
  }

  private Process program(String... words) throws IOException {
    String name = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path file = folder.resolve("end-marked");
    Files.write(file, MarkedEnding.file(name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    String[] command = new String[words.length + 1];
    command[0] = file.toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return new ProcessBuilder(command).start();
  }
}
