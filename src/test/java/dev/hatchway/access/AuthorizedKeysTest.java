package dev.hatchway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysTest {
  @TempDir Path folder;
  private Path file;
  private AuthorizedKeys keys;
  private KeyMaker.Made alice;
  private KeyMaker.Made bob;

  @BeforeEach
  void makeKeys() throws Exception {
    file = folder.resolve("authorized_keys");
    keys = new AuthorizedKeys(file);
    var maker = new KeyMaker(folder);
    alice = maker.make("alice", "-t", "ed25519");
    bob = maker.make("bob", "-t", "ed25519");
  }

  @Test
  void withoutAFileNobodyIsFound() throws IOException {
    assertThat(keys.find(alice.fingerprint())).isEmpty();
    assertThat(AuthorizedKeys.read(file)).isEqualTo(Reading.NOTHING);
  }

  @Test
  void anEmptyFileLetsNobodyIn() throws IOException {
    write("");
    assertThat(keys.find(alice.fingerprint())).isEmpty();
    assertThat(AuthorizedKeys.read(file)).isEqualTo(Reading.NOTHING);
  }

  @Test
  void aChangeIsInForceForTheNextLookUp() throws IOException {
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();
    assertThat(keys.find(bob.fingerprint())).isEmpty();

    write(alice.line() + "\n" + bob.line());
    assertThat(keys.find(bob.fingerprint())).isPresent();

    Path other = folder.resolve("new");
    KeyMaker.write(other, bob.line());
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(keys.find(alice.fingerprint())).isEmpty();
    assertThat(keys.find(bob.fingerprint())).isPresent();
  }

  @Test
  void aChangeOfTheSameSizeInTheSameMomentIsSeen() throws IOException {
    var time = FileTime.from(Instant.now());
    for (int i = 0; i < 20; i++) {
      String line = i % 2 == 0 ? alice.line() + "  " : bob.line() + "    ";
      write(line);
      Files.setLastModifiedTime(file, time);
      assertThat(keys.find(alice.fingerprint()).isPresent()).isEqualTo(i % 2 == 0);
      assertThat(keys.find(bob.fingerprint()).isPresent()).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void aFileThatIsGoneLetsNobodyIn() throws IOException {
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();
    Files.delete(file);
    assertThat(keys.find(alice.fingerprint())).isEmpty();
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();
  }

  @Test
  void aFileThatOthersMayWriteIsRefusedAndTheLastGoodOneStays() throws IOException {
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();

    write(alice.line() + "\n" + bob.line());
    for (String mode : new String[] {"rw-rw-r--", "rw----rw-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThat(keys.find(alice.fingerprint())).isPresent();
      assertThat(keys.find(bob.fingerprint())).isEmpty();
      assertUnreadable("is writable by others than its owner; run: chmod go-w " + file);
    }

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(keys.find(bob.fingerprint())).isPresent();
  }

  @Test
  void aFileThatIsNotTextIsRefusedAndTheLastGoodOneStays() throws IOException {
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();

    for (byte[] noise : new byte[][] {{0, 1, 2}, {(byte) 0xff, '\n', 'a'}}) {
      Files.write(file, noise);
      assertThat(keys.find(alice.fingerprint())).isPresent();
      assertUnreadable("is not a text file with keys, line 1: ");
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    write(" ".repeat((16 << 20) + 1));
    assertUnreadable("is larger than 16 MiB");
  }

  @Test
  void aFolderInPlaceOfTheFileIsRefused() throws IOException {
    Files.createDirectory(file);
    assertThat(keys.find(alice.fingerprint())).isEmpty();
    assertUnreadable("is not a regular file");
  }

  @Test
  void aFileThatCannotBeReachedIsRefusedAndTheLastGoodOneStays() throws IOException {
    write(alice.line());
    assertThat(keys.find(alice.fingerprint())).isPresent();
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertThat(keys.find(alice.fingerprint())).isPresent();
    assertUnreadable("cannot be read: ");
  }

  @Test
  void theExampleInTheProjectHasNoProblemAndLetsNobodyIn() throws IOException {
    write(Files.readString(Path.of("keys", "authorized_keys.example")));
    Reading reading = AuthorizedKeys.read(file);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.grants()).isEmpty();
  }

  @Test
  void everyExampleInTheProjectIsInForceOnceItIsCompleted() throws IOException {
    String key = alice.bare().substring("ssh-ed25519 ".length());
    var examples =
        Files.readAllLines(Path.of("keys", "authorized_keys.example")).stream()
            .filter(line -> line.contains("ssh-ed25519 AAAA..."))
            .map(line -> line.replaceFirst("^# ?", "").replace("AAAA...", key))
            .toList();
    assertThat(examples).hasSizeGreaterThan(5);
    for (String example : examples) {
      write(example);
      assertThat(AuthorizedKeys.read(file).problems()).as(example).isEmpty();
      assertThat(AuthorizedKeys.read(file).grants()).as(example).hasSize(1);
    }
  }

  @Test
  void tenThousandKeysCostALookUpNothing() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("apps=\"shop-*\" ssh-ed25519 ").append(key(i)).append(" user").append(i);
      text.append('\n');
    }
    write(text + alice.line());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
    assertThat(keys.find(alice.fingerprint())).get().extracting(Grant::line).isEqualTo(10_001);

    // Settled from two seconds after the change on; until then the content is compared each time.
    var settled =
        new AuthorizedKeys(file, ZoneOffset.UTC, () -> Instant.now().plus(Duration.ofHours(1)));
    assertThat(settled.find(alice.fingerprint())).isPresent();
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(settled.find(alice.fingerprint())).isPresent();
    }
    // 10 to 20 ms when measured; reading the file a thousand times takes several seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void manyLookUpsAtOnceSeeAWholeFile() throws Exception {
    write(alice.line());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 100; i++) {
                  Path other = folder.resolve("new");
                  KeyMaker.write(other, alice.line() + "\n" + "#".repeat(i));
                  Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                }
                return null;
              });
      var readers =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () ->
                              IntStream.range(0, 200)
                                  .allMatch(i -> keys.find(alice.fingerprint()).isPresent())))
              .toList();
      writer.get();
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }

  private void write(String text) throws IOException {
    KeyMaker.write(file, text);
  }

  private void assertUnreadable(String message) {
    assertThatExceptionOfType(UnreadableKeysException.class)
        .isThrownBy(() -> AuthorizedKeys.read(file))
        .withMessageStartingWith(file + " " + message);
  }

  /** A key of its own for each number; that nobody can sign with it does not matter here. */
  private static String key(int number) {
    var blob = ByteBuffer.allocate(4 + 11 + 4 + 32);
    blob.putInt(11).put("ssh-ed25519".getBytes(StandardCharsets.US_ASCII));
    blob.putInt(32).putInt(number);
    return Base64.getEncoder().encodeToString(blob.array());
  }
}
