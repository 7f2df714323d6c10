package dev.hatchway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.transfer.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long uploads wait, with a clock that is ahead of the disk's by as much as a test wants. */
final class LifetimeTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path root;
  private Duration ahead = Duration.ZERO;

  @Test
  void aFileGoesWhenItsTimeIsOverAndNotBefore() throws Exception {
    Inboxes inboxes = inboxes();
    InboxTest.put(inbox(inboxes), "dump.sql", "12345");
    ahead = DAY.minusMinutes(1);
    assertThat(inbox(inboxes).waiting()).hasSize(1);
    ahead = DAY.plusMinutes(1);
    assertThat(inbox(inboxes).waiting()).isEmpty();
    assertThat(expired(inboxes)).containsExactly("dump.sql 5");
    assertThat(expired(inboxes)).isEmpty();
  }

  @Test
  void whatItTookOfTheQuotaIsFree() throws Exception {
    Inboxes inboxes = inboxes();
    InboxTest.put(inbox(inboxes), "dump.sql", "12345");
    ahead = DAY.plusMinutes(1);
    assertThat(inbox(inboxes).space("").free()).isEqualTo(10);
  }

  @Test
  void oneThatComesLaterHasItsWholeTime() throws Exception {
    Inboxes inboxes = inboxes();
    ahead = DAY.minusMinutes(1).negated();
    InboxTest.put(inbox(inboxes), "later", "x");
    assertThat(inbox(inboxes).waiting()).hasSize(1);
    ahead = Duration.ofMinutes(1);
    assertThat(inbox(inboxes).waiting()).hasSize(1);
    ahead = DAY.plusMinutes(1);
    assertThat(inbox(inboxes).waiting()).isEmpty();
  }

  @Test
  void aFolderIsAsOldAsTheLastThatCameIntoIt() throws Exception {
    Inboxes inboxes = inboxes();
    inbox(inboxes).makeFolder("tree", Changes.NONE);
    InboxTest.put(inbox(inboxes), "tree/a", "x");
    ahead = DAY.plusMinutes(1);
    assertThat(inbox(inboxes).waiting()).isEmpty();
    assertThat(expired(inboxes)).containsExactly("tree/ 1");
  }

  @Test
  void theUserIsToldAfterARestartToo() throws Exception {
    Inboxes inboxes = inboxes();
    InboxTest.put(inbox(inboxes), "two\nlines", "x");
    ahead = DAY.plusMinutes(1);
    inboxes.expire();
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left.filter(path -> path.endsWith("two\nlines"))).isEmpty();
    }
    assertThat(expired(inboxes())).containsExactly("two\\nlines 1");
  }

  @Test
  void aLineThatIsNoneIsLeftOut() throws Exception {
    Path record = root.resolve("record");
    Files.writeString(record, "2026-11-21T10:00:00Z 5 a b\n2026-11-21T10\nnever 5 c\n\n");
    assertThat(Expired.read(record))
        .containsExactly(new Expired(Instant.parse("2026-11-21T10:00:00Z"), 5, "a b"));
  }

  private Inboxes inboxes() {
    return new Inboxes(root, 10, DAY, () -> Instant.now().plus(ahead));
  }

  private static Inbox inbox(Inboxes inboxes) throws IOException {
    return inboxes.of(TransferProgram.USER, TransferProgram.APP);
  }

  private static List<String> expired(Inboxes inboxes) throws IOException {
    return inboxes.expired(TransferProgram.USER, TransferProgram.APP).stream()
        .map(each -> each.name() + " " + each.bytes())
        .toList();
  }
}
