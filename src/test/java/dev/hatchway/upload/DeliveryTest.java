package dev.hatchway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hatchway.transfer.Changes;
import dev.hatchway.transfer.WritableFile;
import dev.hatchway.transfer.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {
  private static final long QUOTA = 1000;

  @TempDir private Path root;
  private Path home = Path.of("");

  @BeforeEach
  void nameFolder() {
    home = root.resolve("shop/alice");
  }

  @Test
  void anEmptyInboxDeliversNothing() throws Exception {
    assertThat(inbox().take()).isEmpty();
  }

  @Test
  void aDeliveryHasAllCompleteFilesAndEmptiesTheInbox() throws Exception {
    Inbox inbox = inbox();
    inbox.makeFolder("a", Changes.NONE);
    InboxTest.put(inbox, "a/x", "hello");
    InboxTest.put(inbox, "b", "12");
    WritableFile part = inbox.openToWrite("a/y", Writing.anew(0644, 0));

    Delivery delivery = inbox.take().orElseThrow();

    assertThat(delivery.entries()).extracting(Entry::path).containsExactly("a", "a/x", "b");
    assertThat(delivery.entries()).extracting(Entry::folder).containsExactly(true, false, false);
    assertThat(delivery.names()).containsExactly(new Named("a", 5), new Named("b", 2));
    try (var stream = delivery.entries().get(1).open()) {
      assertThat(stream).hasContent("hello");
    }
    assertThat(inbox.waiting()).isEmpty();
    assertThat(inbox.space("").free()).isEqualTo(QUOTA);

    delivery.delivered();
    delivery.close();
    part.close();

    assertThat(inbox.waiting())
        .extracting(Waiting::name, Waiting::bytes)
        .containsExactly(tuple("a", 0L));
    assertThat(home.resolve("deliveries")).isEmptyDirectory();
    assertThat(home.resolve("trash")).isEmptyDirectory();
  }

  @Test
  void whoeverIsSendingAFolderMayGoOnWhenItWasTaken() throws Exception {
    Inbox inbox = inbox();
    inbox.makeFolder("a", Changes.NONE);
    inbox.makeFolder("a/b", Changes.NONE);
    inbox.take().orElseThrow().delivered();

    inbox.change("a", Changes.NONE);
    InboxTest.put(inbox, "a/b/late", "x");

    assertThat(home.resolve("files/a/b/late")).hasContent("x");
  }

  @Test
  void aDeliveryThatFailedIsPutBackAndLosesNothing() throws Exception {
    Inbox inbox = inbox();
    inbox.makeFolder("a", Changes.NONE);
    InboxTest.put(inbox, "a/x", "old");
    InboxTest.put(inbox, "b", "old");
    InboxTest.put(inbox, "b.1", "old");
    InboxTest.put(inbox, "c", "old");
    Delivery delivery = inbox.take().orElseThrow();
    inbox.makeFolder("a", Changes.NONE);
    InboxTest.put(inbox, "a/x", "new");
    InboxTest.put(inbox, "b", "new");

    delivery.close();

    assertThat(contents())
        .containsExactlyInAnyOrder("a/x=new", "a/x.1=old", "b=new", "b.1=old", "b.2=old", "c=old");
    assertThat(inbox.space("").free()).isEqualTo(QUOTA - 18);
    assertThat(home.resolve("deliveries")).isEmptyDirectory();
  }

  @Test
  void twoOneOffsAtOnceGetEachFileOnce() throws Exception {
    Inbox inbox = inbox();
    int rounds = 200;
    List<String> taken = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        InboxTest.put(inbox, "file-" + round, "");
        Callable<Optional<Delivery>> take = inbox::take;
        for (Future<Optional<Delivery>> result : threads.invokeAll(List.of(take, take))) {
          Optional<Delivery> delivery = result.get();
          if (delivery.isPresent()) {
            delivery.get().entries().forEach(entry -> taken.add(entry.path()));
            delivery.get().delivered();
          }
        }
      }
    }

    assertThat(taken).hasSize(rounds).doesNotHaveDuplicates();
  }

  @Test
  void whatAKilledGatewayLeftIsPutBackAndHalfFilesAreRemoved() throws Exception {
    Inbox inbox = inbox();
    InboxTest.put(inbox, "a", "old");
    assertThat(inbox.take()).isPresent();
    InboxTest.put(inbox, "a", "new");
    InboxTest.write(inbox.openToWrite("half", Writing.anew(0644, 0)), 0, "only the beg");
    Files.createDirectories(home.resolve("trash/1"));
    Files.writeString(home.resolve("trash/1/delivered"), "x");

    Inboxes inboxes = new Inboxes(root, QUOTA);
    inboxes.recover();

    assertThat(contents()).containsExactlyInAnyOrder("a=new", "a.1=old");
    assertThat(home.resolve("parts")).isEmptyDirectory();
    assertThat(home.resolve("trash")).isEmptyDirectory();
    assertThat(inboxes.of(TransferProgram.USER, TransferProgram.APP).space("").free())
        .isEqualTo(QUOTA - 6);
  }

  private Inbox inbox() throws IOException {
    return new Inboxes(root, QUOTA).of(TransferProgram.USER, TransferProgram.APP);
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    for (Entry entry : Disk.entries(home.resolve("files"))) {
      if (!entry.folder()) {
        contents.add(entry.path() + "=" + Files.readString(entry.source()));
      }
    }
    return contents;
  }
}
