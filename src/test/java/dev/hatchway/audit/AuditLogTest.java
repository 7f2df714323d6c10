package dev.hatchway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final long LARGE = 1L << 28;

  @TempDir Path home;
  private AuditFolder folder;
  private Instant now = Instant.parse("2026-11-21T10:00:00.123Z");
  private final InstantSource clock = () -> now;

  @BeforeEach
  void nameFolder() {
    folder = AuditFolder.of(home);
  }

  @Test
  void aLineIsAsItIsDescribed() throws Exception {
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("17", "rake", "db:migrate"));
      log.append(new Event.SessionEnd(SampleEvents.session("17"), 42, "", 1, 2, 3));
    }
    List<String> lines = lines();
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"v\":1,\"seq\":1,\"time\":\"2026-11-21T10:00:00.123Z\",\"event\":\"session.start\","
                + "\"id\":\"17\",\"user\":\"alice\",\"key\":\"SHA256:47DEQpj8HBSa\","
                + "\"address\":\"203.0.113.9:50122\",\"login\":\"shop\",\"app\":\"shop\","
                + "\"verb\":\"run\",\"words\":[\"rake\",\"db:migrate\"],"
                + "\"container\":null,\"image\":null,\"node\":null,\"prev\":\""
                + "0".repeat(64)
                + "\"}");
    assertThat(lines.getLast())
        .contains("\"code\":42,\"reason\":\"\",\"bytesIn\":1,\"bytesOut\":2,\"ms\":3,")
        .endsWith(
            "\"prev\":\"" + Link.hash(lines.getFirst().getBytes(StandardCharsets.UTF_8)) + "\"}");
  }

  @Test
  void onlyTheGatewaysUserCanReadIt() throws Exception {
    try (AuditLog log = open()) {
      log.append(new Event.GatewayStop());
      assertThat(mode(folder.path())).isEqualTo("rwx------");
      try (var files = Files.list(folder.path())) {
        assertThat(files.map(AuditLogTest::mode)).containsOnly("rw-------");
      }
    }
  }

  @Test
  void textOfClientsCannotEndALineOrPaintATerminal() throws Exception {
    try (AuditLog log = open()) {
      log.append(
          SampleEvents.start("1", "\n{\"v\":1}\r\u0000\u001b[31m", "\u202e\u009b", "\ud800é"));
      log.append(SampleEvents.start("x".repeat(1_000_000)));
    }
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).matches("[ -~]+").contains("\\u202E\\u009B\",\"\\uD800\\u00E9");
    assertThat(lines().getLast()).hasSizeLessThan(10_000);
    assertSound();
  }

  @Test
  void itGoesOnAfterARestart() throws Exception {
    for (int start = 0; start < 3; start++) {
      try (AuditLog log = open()) {
        assertThat(log.found()).isEmpty();
        for (Event event : SampleEvents.all()) {
          log.append(event);
        }
      }
    }
    assertThat(lines()).hasSize(3 * SampleEvents.all().size());
    assertSound();
  }

  @Test
  void aFileThatIsTooLargeIsClosedAndTheChainGoesOn() throws Exception {
    try (AuditLog log = AuditLog.open(folder, 1_000, clock)) {
      for (int i = 0; i < 10; i++) {
        log.append(SampleEvents.start("17"));
      }
    }
    assertThat(folder.files())
        .extracting(file -> file.getFileName().toString())
        .startsWith("events-000000000001.jsonl", "events-000000000004.jsonl")
        .endsWith("events.jsonl")
        .hasSize(4);
    try (AuditLog log = AuditLog.open(folder, 1_000, clock)) {
      assertThat(log.found()).isEmpty();
    }
    assertSound();
  }

  @Test
  void soIsAFileOfAnotherDayAlsoAfterARestart() throws Exception {
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("1"));
      now = now.plus(Duration.ofDays(1));
      log.append(SampleEvents.start("2"));
      now = now.minus(Duration.ofDays(1));
      log.append(SampleEvents.start("3"));
    }
    now = now.plus(Duration.ofDays(2));
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("4"));
    }
    assertThat(folder.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("events-000000000001.jsonl", "events-000000000002.jsonl", "events.jsonl");
    assertSound();
  }

  @Test
  void threadsThatComeAtTheSameTimeHaveALineEach() throws Exception {
    int threads = 64;
    try (AuditLog log = AuditLog.open(folder, 20_000, clock);
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Void> task =
          () -> {
            for (int i = 0; i < 10; i++) {
              Thread.currentThread().interrupt();
              log.append(SampleEvents.start("1"));
              assertThat(Thread.interrupted()).isTrue();
            }
            return null;
          };
      List<Future<Void>> all = new ArrayList<>();
      IntStream.range(0, threads).forEach(_ -> all.add(pool.submit(task)));
      for (Future<Void> each : all) {
        each.get();
      }
    }
    Verification verification = assertSound();
    assertThat(verification.summary()).contains("640 lines").contains("the last is line 640");
  }

  @Test
  void aLineThatWasNotFinishedIsSetAside() throws Exception {
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("1"));
    }
    for (int crash = 1; crash <= 2; crash++) {
      Files.writeString(folder.current(), "{\"v\":1,\"se", StandardOpenOption.APPEND);
      try (AuditLog log = open()) {
        assertThat(log.found())
            .containsExactly(
                "a line was not finished; its 10 bytes are in events.jsonl.torn-" + crash);
        log.append(SampleEvents.start("2"));
      }
      assertThat(folder.path().resolve("events.jsonl.torn-" + crash)).hasContent("{\"v\":1,\"se");
    }
    assertThat(assertSound().notes()).hasSize(2).first().asString().contains("torn-1: 10 bytes");
    assertThat(lines()).hasSize(3);
  }

  @Test
  void aFirstLineThatWasNotFinishedIsSetAsideToo() throws Exception {
    folder.make();
    Files.writeString(folder.current(), "{");
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("1"));
    }
    assertThat(lines().getFirst()).contains("\"seq\":1,");
    assertSound();
  }

  @Test
  void whatWasCutOffOrChangedIsNotHiddenByARestart() throws Exception {
    write(5);
    List<String> all = lines();
    Files.write(folder.current(), all.subList(0, 3));
    try (AuditLog log = open()) {
      assertThat(log.found()).containsExactly("lines 4 to 5 are missing");
      log.append(SampleEvents.start("6"));
    }
    assertThat(lines().getLast()).contains("\"seq\":6,");
    assertThat(verify().wrong())
        .containsExactly("events.jsonl:4: before it lines 4 to 5 are missing");
  }

  @Test
  void aChangedLastLineIsNotHiddenByARestart() throws Exception {
    write(2);
    Files.writeString(
        folder.current(), Files.readString(folder.current()).replace("\"2\"", "\"3\""));
    try (AuditLog log = open()) {
      assertThat(log.found()).containsExactly("line 2 is not what it was");
      log.append(SampleEvents.start("3"));
    }
    assertThat(verify().wrong())
        .containsExactly("events.jsonl:2: line 2 was changed; line 3 names another hash for it");
  }

  @Test
  void withoutItsHeadItGoesOnAndSaysSo() throws Exception {
    write(2);
    Files.delete(folder.path().resolve("head"));
    try (AuditLog log = open()) {
      assertThat(log.found().getFirst()).startsWith("the head is missing");
      log.append(SampleEvents.start("3"));
    }
    assertSound();
  }

  /** The head is not forced, so after a crash of the machine it may be an older one. */
  @Test
  void anOlderHeadIsNoReasonToDoubt() throws Exception {
    write(2);
    byte[] older = Files.readAllBytes(folder.path().resolve("head"));
    write(2);
    Files.write(folder.path().resolve("head"), older);
    assertSound();
    try (AuditLog log = open()) {
      assertThat(log.found()).isEmpty();
      log.append(SampleEvents.start("5"));
    }
    assertSound();
  }

  @Test
  void aLastLineThatIsNoneStopsTheStart() throws Exception {
    write(1);
    Files.writeString(folder.current(), "hello\n", StandardOpenOption.APPEND);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(this::open)
        .withMessageContaining("events.jsonl is none of an audit log; move that file away");
  }

  @Test
  void aFileThatIsMovedAwayIsMissedAndANewOneBegun() throws Exception {
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("1"));
      Files.move(folder.current(), folder.path().resolve("moved"));
      log.append(SampleEvents.start("2"));
    }
    assertThat(lines()).hasSize(1);
    assertThat(verify().wrong()).containsExactly("events.jsonl:1: before it line 1 is missing");
  }

  /** A real one, of 64 KiB. */
  @Test
  void onAFullDiskNothingIsRecordedAndNothingIsLeftUntilThereIsRoom() throws Exception {
    folder.make();
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path().toString());
    try (AuditLog log = open()) {
      log.append(SampleEvents.start("1"));
      Path ballast = folder.path().resolve("ballast");
      fill(ballast);
      long size = Files.size(folder.current());
      String[] many = new String[5_000];
      Arrays.fill(many, "x");
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatExceptionOfType(NotRecordedException.class)
            .isThrownBy(() -> log.append(SampleEvents.start("2", many)))
            .withMessageContaining("No space left on device");
        assertThat(Files.size(folder.current())).isEqualTo(size);
      }
      Files.delete(ballast);
      log.append(SampleEvents.start("3", many));
      assertThat(lines()).hasSize(2);
      assertSound();
    } finally {
      run("umount", folder.path().toString());
    }
  }

  private static void fill(Path ballast) {
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  private static void run(String... words) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  private AuditLog open() throws IOException {
    return AuditLog.open(folder, LARGE, clock);
  }

  private void write(int count) throws Exception {
    try (AuditLog log = open()) {
      for (int i = 1; i <= count; i++) {
        log.append(SampleEvents.start(Integer.toString(i)));
      }
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.current());
  }

  private Verification verify() throws IOException {
    return Verification.of(folder, 1);
  }

  private Verification assertSound() throws IOException {
    Verification verification = verify();
    assertThat(verification.wrong()).isEmpty();
    return verification;
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
