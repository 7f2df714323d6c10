package dev.hatchway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.hatchway.transfer.Attributes;
import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.TransferException;
import dev.hatchway.transfer.TransferException.Status;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InboxTest {
  private static final long QUOTA = 1000;
  private static final Writing OVER =
      new Writing(true, false, false, false, OptionalInt.empty(), OptionalLong.empty());

  @TempDir private Path root;
  private Path home = Path.of("");
  private Path files = Path.of("");

  @BeforeEach
  void nameFolders() {
    home = root.resolve("inboxes/shop/alice");
    files = home.resolve("files");
  }

  @Test
  void theFoldersAreTheGatewaysAlone() throws Exception {
    inbox();

    for (Path folder : new Path[] {root.resolve("inboxes"), home, files}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFileHasItsNameOnlyWhenItIsComplete() throws Exception {
    Inbox inbox = inbox();
    WritableFile file = inbox.openToWrite("dump.sql", Writing.anew(0640, 5));
    file.change(changes(0604, Instant.ofEpochSecond(1_000_000)));
    write(file, 0, "hello");

    assertThat(files).isEmptyDirectory();
    assertThat(inbox.stat("dump.sql").size()).isEqualTo(5);
    file.close();

    assertThat(files.resolve("dump.sql")).hasContent("hello");
    assertThat(inbox.stat("/tmp/uploads/dump.sql"))
        .isEqualTo(
            new Attributes(Attributes.Kind.FILE, 5, 0604, 0, 0, Instant.ofEpochSecond(1_000_000)));
    assertThat(home.resolve("parts")).isEmptyDirectory();
  }

  @Test
  void anAbandonedFileLeavesNothingAndTheOldOneStays() throws Exception {
    Inbox inbox = inbox();
    put(inbox, "a", "old");
    WritableFile file = inbox.openToWrite("a", Writing.anew(0644, 3));
    write(file, 0, "new");
    file.abandon();

    assertThat(files.resolve("a")).hasContent("old");
    assertThat(home.resolve("parts")).isEmptyDirectory();
    assertThat(inbox.space("").free()).isEqualTo(QUOTA - 3);
  }

  @Test
  void aFileThatIsNotTruncatedKeepsWhatIsNotWrittenOver() throws Exception {
    Inbox inbox = inbox();
    put(inbox, "a", "hello world");
    try (WritableFile file = inbox.openToWrite("a", OVER)) {
      write(file, 6, "there");
    }

    assertThat(files.resolve("a")).hasContent("hello there");
    assertThat(inbox.space("").free()).isEqualTo(QUOTA - 11);
  }

  @Test
  void theQuotaCountsAllFilesAndPartsAndNothingTwice() throws Exception {
    Inbox inbox = inbox();
    put(inbox, "a", "x".repeat(600));
    WritableFile part = inbox.openToWrite("b", Writing.anew(0644, 0));
    write(part, 0, "x".repeat(400));
    write(part, 0, "y".repeat(400));

    refused(Status.QUOTA_EXCEEDED, () -> write(part, 400, "z"))
        .isEqualTo("quota of 1000 B exceeded");
    refused(Status.QUOTA_EXCEEDED, part::close);

    assertThat(home.resolve("parts")).isEmptyDirectory();
    assertThat(inbox.space("").free()).isEqualTo(400);
    refused(Status.QUOTA_EXCEEDED, () -> inbox.openToWrite("c", Writing.anew(0644, 401)));
    inbox.remove("a");
    assertThat(inbox.space("").free()).isEqualTo(QUOTA);
  }

  @Test
  void aWriteFarBehindTheEndCountsAsTheSizeThatItMakes() throws Exception {
    WritableFile part = inbox().openToWrite("b", Writing.anew(0644, 0));

    refused(Status.QUOTA_EXCEEDED, () -> write(part, 1L << 60, "x"));
    WritableFile other = inbox().openToWrite("b", Writing.anew(0644, 0));
    refused(Status.FAILURE, () -> write(other, Long.MAX_VALUE, "x"));
  }

  @Test
  void usageIsRightAfterReplacingRenamingResizingAndARestart() throws Exception {
    Inbox inbox = inbox();
    put(inbox, "a", "x".repeat(100));
    put(inbox, "a", "x".repeat(50));
    put(inbox, "b", "x".repeat(30));
    inbox.rename("b", "a", true);
    inbox.rename("a", "a", true);
    inbox.change("a", new Changes(OptionalLong.of(40), OptionalInt.empty(), Optional.empty()));

    assertThat(inbox.space("").free()).isEqualTo(QUOTA - 40);
    assertThat(inbox().space("").free()).isEqualTo(QUOTA - 40);
    assertThat(inbox.waiting())
        .extracting(Waiting::name, Waiting::bytes)
        .containsExactly(tuple("a", 40L));
  }

  @Test
  void aPlantedLinkIsNeverFollowed() throws Exception {
    Inbox inbox = inbox();
    Path secret = Files.writeString(root.resolve("secret"), "secret");
    Files.createSymbolicLink(files.resolve("link"), secret);
    Files.createSymbolicLink(files.resolve("out"), root);

    refused(Status.PERMISSION_DENIED, () -> inbox.stat("link"));
    refused(Status.PERMISSION_DENIED, () -> inbox.openToRead("link"));
    refused(Status.PERMISSION_DENIED, () -> inbox.openToRead("out/secret"));
    refused(Status.PERMISSION_DENIED, () -> inbox.openToWrite("link", OVER));
    refused(Status.PERMISSION_DENIED, () -> put(inbox, "out/new", "x"));
    refused(Status.PERMISSION_DENIED, () -> inbox.change("link", changes(0777, Instant.EPOCH)));
    refused(Status.PERMISSION_DENIED, () -> inbox.list("out"));
    refused(Status.PERMISSION_DENIED, () -> inbox.makeFolder("out/new", Changes.NONE));
    refused(Status.PERMISSION_DENIED, () -> inbox.rename("out/secret", "mine", false));
    refused(Status.PERMISSION_DENIED, () -> inbox.remove("out/secret"));
    refused(Status.UNSUPPORTED, () -> inbox.makeLink("new", "/etc/passwd"));

    inbox.remove("link");
    assertThat(secret).hasContent("secret");
    Delivery delivery = inbox.take().orElseThrow();
    assertThat(delivery.entries()).isEmpty();
    delivery.delivered();
    assertThat(secret).hasContent("secret");
  }

  @Test
  void aPlantedPipeIsNeverOpened() throws Exception {
    Inbox inbox = inbox();
    Process made = new ProcessBuilder("mkfifo", files.resolve("pipe").toString()).start();
    assertThat(made.waitFor()).isZero();

    refused(Status.FAILURE, () -> inbox.openToRead("pipe"));
    refused(Status.FAILURE, () -> inbox.openToWrite("pipe", OVER));
    assertThat(inbox.take().orElseThrow().entries()).isEmpty();
  }

  @Test
  void theInboxItselfStays() throws Exception {
    Inbox inbox = inbox();

    refused(Status.PERMISSION_DENIED, () -> inbox.removeFolder("/tmp/uploads"));
    refused(Status.PERMISSION_DENIED, () -> inbox.rename("~", "x", true));
    refused(Status.ALREADY_EXISTS, () -> inbox.makeFolder(".", Changes.NONE));
    refused(Status.FAILURE, () -> put(inbox, ".", "x"));
  }

  @Test
  void foldersAreMadeRenamedListedAndRemoved() throws Exception {
    Inbox inbox = inbox();
    inbox.makeFolder("a", changes(0555, Instant.EPOCH));
    put(inbox, "a/x", "1");
    inbox.rename("a", "b", false);

    try (var listing = inbox.list("b")) {
      assertThat(listing.next()).map(child -> child.name()).contains("x");
      assertThat(listing.next()).isEmpty();
    }
    refused(Status.FAILURE, () -> inbox.removeFolder("b"));
    refused(Status.FAILURE, () -> inbox.remove("b"));
    refused(Status.NO_SUCH_FILE, () -> put(inbox, "missing/x", "1"));
    refused(Status.FAILURE, () -> put(inbox, "b/x/y", "1"));
    inbox.remove("b/x");
    inbox.removeFolder("b");
    assertThat(files).isEmptyDirectory();
  }

  @Test
  void aFolderIsNotMovedToWhereItWouldBeTooDeep() throws Exception {
    Inbox inbox = inbox();
    int half = InboxPath.DEEPEST / 2;
    for (int depth = 1; depth <= half; depth++) {
      inbox.makeFolder("a/".repeat(depth), Changes.NONE);
      inbox.makeFolder("b/".repeat(depth), Changes.NONE);
    }
    inbox.makeFolder("c", Changes.NONE);
    inbox.rename("a", "c/a", false);

    refused(Status.FAILURE, () -> inbox.rename("c", "b/".repeat(half) + "c", false))
        .isEqualTo("folders nested too deep, at most 100");
  }

  private Inbox inbox() throws IOException {
    return new Inboxes(root.resolve("inboxes"), QUOTA)
        .of(TransferProgram.USER, TransferProgram.APP);
  }

  private static Changes changes(int mode, Instant modified) {
    return new Changes(OptionalLong.empty(), OptionalInt.of(mode), Optional.of(modified));
  }

  static void put(Inbox inbox, String path, String text) throws TransferException {
    WritableFile file = inbox.openToWrite(path, Writing.anew(0644, text.length()));
    write(file, 0, text);
    file.close();
  }

  static void write(WritableFile file, long offset, String text) throws TransferException {
    file.write(offset, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static AbstractStringAssert<?> refused(Status status, ThrowingCallable request) {
    var refusal = assertThatExceptionOfType(TransferException.class).isThrownBy(request).actual();
    assertThat(refusal.status()).isEqualTo(status);
    return assertThat(refusal.reason());
  }
}
