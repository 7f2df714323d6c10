package dev.hatchway.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.model.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of rsync say, and what hostile ones might. */
final class RsyncServerTest {
  private static final ExitCode PARTIAL = new ExitCode(23);
  private static final ExitCode INCOMPATIBLE = new ExitCode(2);
  private static final String PUT = "rsync --server -tpre.LsfxCIvu . .";
  private static final String GET = "rsync --server --sender -tpre.LsfxCIvu . .";

  private final MemoryTree tree = new MemoryTree();
  private ExitCode ended = ExitCode.KILLED;

  @Test
  void filesAndFoldersAreReceived() throws Exception {
    serve(PUT, put().all());

    assertThat(ended).isEqualTo(ExitCode.OK);
    assertThat(tree.paths()).containsExactly("a", "d/", "d/b");
    assertThat(tree.bytes("a")).isEqualTo("hello".getBytes(UTF_8));
    assertThat(tree.bytes("d/b")).isEqualTo("x".getBytes(UTF_8));
  }

  /** In the order of the list: the top, a, d, d/b. */
  private static RsyncTalk put() throws IOException {
    return list().file(1, "hello").item(2).file(3, "x").done(3);
  }

  private static RsyncTalk list() throws IOException {
    return new RsyncTalk()
        .entry("d/b", RsyncTalk.FILE, 1)
        .entry(".", RsyncTalk.FOLDER, 0)
        .entry("d", RsyncTalk.FOLDER, 0)
        .entry("a", RsyncTalk.FILE, 5)
        .endOfList();
  }

  @Test
  void filesAreSent() throws Exception {
    tree.with("a", "hello".getBytes(UTF_8));

    String answer = serve(GET, new RsyncTalk().integers(0).transfer(1).done(4).all());

    assertThat(ended).isEqualTo(ExitCode.OK);
    assertThat(answer)
        .contains("\5\0\0\0hello\0\0\0\0" + text(RsyncTalk.md5("hello".getBytes(UTF_8))));
  }

  @Test
  void sumsOfWhatTheClientHasAreReadAndNotUsed() throws Exception {
    tree.with("a", "hello".getBytes(UTF_8));
    RsyncTalk talk = new RsyncTalk().integers(0).bytes(2, 0, 0x80).integers(2, 700, 2, 10);

    String answer = serve(GET, talk.bytes(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6).done(4).all());

    assertThat(answer).contains("\5\0\0\0hello\0\0\0\0");
    assertThat(ended).isEqualTo(ExitCode.OK);
  }

  @Test
  void aStreamThatIsCutAnywhereLeavesOnlyWholeFiles() throws Exception {
    byte[] all = put().all();
    for (int length = 0; length < all.length; length++) {
      MemoryTree cut = new MemoryTree();
      ExitCode code = serve(cut, PUT, Arrays.copyOf(all, length));

      assertThat(code).as("%d bytes", length).isNotEqualTo(ExitCode.OK);
      assertThat(cut.paths()).isSubsetOf("a", "d/", "d/b");
      for (String path : cut.paths()) {
        int whole = path.equals("a") ? 5 : path.equals("d/b") ? 1 : 0;
        assertThat(cut.bytes(path)).hasSize(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PUT, GET, "rsync --server -logDtprcze.iLsfxCIvu --delete . x"})
  void anyBytesEndTheTransfer(String line) throws Exception {
    Random random = new Random(42);
    byte[] good = put().all();
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = good.clone();
      int changed = 1 + random.nextInt(4);
      for (int number = 0; number < changed; number++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (round % 3 == 0) {
        random.nextBytes(bytes);
        System.arraycopy(good, 0, bytes, 0, 4);
      }
      serve(new MemoryTree().with("a", new byte[3]), line, bytes);
    }
  }

  @Test
  void numbersThatAreAbsurdEndTheTransfer() throws Exception {
    assertRefused("a length of 2147483647", new RsyncTalk().bytes(0x40, 0xF0, 255, 255, 255, 0x7F));
    assertRefused("a length of 200", new RsyncTalk().bytes(0x20, 200, 1, 'a'));
    int[] negative = {1, 1, 'a', 0xFE, 255, 255, 255, 255, 255, 255, 255, 255};
    assertRefused("too large", new RsyncTalk().bytes(negative));
    negative[3] = 0xFC;
    assertRefused("negative size", new RsyncTalk().bytes(negative));
    assertRefused("not asked for", list().transfer(4));
    assertRefused("none of a file", list().bytes(0xFF, 1));
    assertRefused("not asked for", list().bytes(0xFE, 0xFF, 0xFF, 0xFF, 0xFF).done(1));
    assertRefused("never told of", list().bytes(2, 0, 0x80).integers(1, 700, 2, 0));
    assertRefused("never told of", list().transfer(1).integers(-1));
    assertRefused("unknown kind", list().message(120, 0));
    assertRefused("not asked for", list().file(1, "hello").file(1, "hello"));
  }

  private static void assertRefused(String reason, RsyncTalk talk) throws IOException {
    MemoryTree empty = new MemoryTree();
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    assertThat(serve(empty, PUT, talk.done(8).all(), answers)).isEqualTo(INCOMPATIBLE);
    assertThat(text(answers.toByteArray())).contains(reason);
    assertThat(empty.paths()).doesNotContain("d/b");
  }

  @Test
  void requestsThatAreAbsurdEndTheTransfer() throws Exception {
    tree.with("a", "hello".getBytes(UTF_8));
    assertRequestRefused("a length of -1", new RsyncTalk().integers(-1));
    assertRequestRefused("a length of 2147483647", new RsyncTalk().integers(Integer.MAX_VALUE));
    assertRequestRefused("filter rule : .rsync", new RsyncTalk().rule(": .rsync-filter"));
    assertRequestRefused("not in the list", asking().transfer(2));
    assertRequestRefused("what is no file", asking().transfer(0));
    assertRequestRefused("a length of -1", asking().bytes(2, 0, 0x80).integers(-1, 700, 2, 0));
    int most = Integer.MAX_VALUE;
    assertRequestRefused("a length of", asking().bytes(2, 0, 0x80).integers(1, most, 2, 0));
    assertRequestRefused("a length of", asking().bytes(2, 0, 0x80).integers(1, 700, most, 0));
    assertRequestRefused("a length of", asking().bytes(2, 0, 0x80).integers(1, 700, 2, 701));
  }

  private static RsyncTalk asking() throws IOException {
    return new RsyncTalk().integers(0);
  }

  private void assertRequestRefused(String reason, RsyncTalk talk) throws IOException {
    assertThat(serve(GET, talk.done(8).all())).contains(reason);
    assertThat(ended).isEqualTo(INCOMPATIBLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/etc/x", "a//b", "a/./b", "a/", "a\0b", ".."})
  void namesThatLeadElsewhereEndTheTransfer(String name) throws Exception {
    byte[] bytes = new RsyncTalk().entry(name, RsyncTalk.FILE, 1).endOfList().file(0, "x").all();

    assertThat(serve(tree, PUT, bytes)).isEqualTo(INCOMPATIBLE);
    assertThat(tree.paths()).isEmpty();
  }

  @Test
  void aNameThatIsNoTextIsRefusedAndTheOthersArrive() throws Exception {
    RsyncTalk talk =
        new RsyncTalk().bytes(1, 1, 0xFF, 1, 0, 0, 0, 0, 0, 0).integers(RsyncTalk.FILE);

    String answer =
        serve(PUT, talk.entry("b", RsyncTalk.FILE, 1).endOfList().file(0, "x").done(3).all());

    assertThat(answer).contains("a file name must be UTF-8");
    assertThat(tree.paths()).containsExactly("b");
    assertThat(ended).isEqualTo(PARTIAL);
  }

  @Test
  void aFileThatIsDamagedOrNotSentIsDropped() throws Exception {
    RsyncTalk talk =
        new RsyncTalk()
            .entry("a", RsyncTalk.FILE, 1)
            .entry("b", RsyncTalk.FILE, 1)
            .entry("c", RsyncTalk.FILE, 1)
            .endOfList()
            .transfer(0)
            .integers(1)
            .bytes('x')
            .integers(0, 1, 2, 3, 4)
            .message(RsyncProtocol.MESSAGE_NOT_SENT, 1)
            .file(2, "x")
            .done(3);

    serve("rsync --server -tpre.LsfxCIvu . d/", talk.all());

    assertThat(tree.paths()).containsExactly("d/", "d/c");
    assertThat(tree.abandoned()).isEqualTo(1);
    assertThat(ended).isEqualTo(PARTIAL);
  }

  @Test
  void linksAndDevicesAreRefusedOneByOne() throws Exception {
    RsyncTalk talk =
        new RsyncTalk()
            .entry("a", RsyncTalk.LINK, 1)
            .bytes(1, 'b')
            .entry("b", 0010644, 0)
            .bytes(0, 0)
            .entry("c", RsyncTalk.FILE, 1)
            .endOfList()
            .file(2, "x")
            .done(3);

    String answer = serve("rsync --server -lDtpre.LsfxCIvu . .", talk.all());

    assertThat(answer).contains("a: links are not supported here", "b: not a regular file");
    assertThat(tree.paths()).containsExactly("c");
    assertThat(ended).isEqualTo(PARTIAL);
  }

  @Test
  void whatIsNotInTheListIsDeletedAndWhatIsExcludedStays() throws Exception {
    tree.with("d/", new byte[0]).with("d/old", new byte[1]).with("old", new byte[1]);
    tree.with("kept.log", new byte[1]).with("gone/", new byte[0]).with("gone/x", new byte[1]);
    RsyncTalk talk = new RsyncTalk().rule("- *.log").integers(0);
    talk.entry(".", RsyncTalk.FOLDER, 0).entry("d", RsyncTalk.FOLDER, 0).endOfList().done(3);

    serve("rsync --server -tpre.LsfxCIvu --delete . .", talk.all());

    assertThat(tree.paths()).containsExactly("d/", "kept.log");
    assertThat(ended).isEqualTo(ExitCode.OK);
  }

  @Test
  void nothingIsDeletedIfTheClientCouldNotListEverything() throws Exception {
    tree.with("old", new byte[1]);
    RsyncTalk talk = new RsyncTalk().integers(0).entry(".", RsyncTalk.FOLDER, 0);

    serve("rsync --server -tpre.LsfxCIvu --delete . .", talk.bytes(4, 0x10, 1).done(3).all());

    assertThat(tree.paths()).containsExactly("old");
  }

  @Test
  void aClientThatIsNoRsyncIsToldSo() throws Exception {
    assertThat(serve(tree, PUT, "hello".getBytes(UTF_8))).isEqualTo(INCOMPATIBLE);
    assertThat(serve(tree, PUT, new byte[] {29, 0, 0, 0})).isEqualTo(INCOMPATIBLE);
  }

  @Test
  void aPlaceThatCannotBeHasTheSameCodeForTheClientAndForItsShell() throws Exception {
    tree.with("a", new byte[1]);

    String answer = serve("rsync --server -tpre.LsfxCIvu . a", list().all());

    assertThat(answer).contains("not a folder", "\4\0\0" + (char) (86 + 7) + "\13\0\0\0");
    assertThat(ended).isEqualTo(new ExitCode(11));
  }

  @Test
  void aListIsBounded() throws Exception {
    RsyncList list = new RsyncList();
    RsyncEntry entry = new RsyncEntry(new byte[4096], RsyncTalk.FILE, 0, 0, false);
    long room = RsyncList.MOST_BYTES / (4096 + RsyncEntry.BYTES);
    for (long number = 0; number < room; number++) {
      list.add(entry);
    }
    assertThatThrownBy(() -> list.add(entry)).hasMessageContaining("too many files at once");
  }

  private String serve(String line, byte[] input) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    ended = serve(tree, line, input, answers);
    return text(answers.toByteArray());
  }

  private static ExitCode serve(MemoryTree tree, String line, byte[] input) throws IOException {
    return serve(tree, line, input, new ByteArrayOutputStream());
  }

  private static ExitCode serve(
      MemoryTree tree, String line, byte[] input, ByteArrayOutputStream answers)
      throws IOException {
    RsyncCommand command = RsyncCommand.parse(List.of(line.split(" "))).orElseThrow();
    return new RsyncServer(tree, problem -> {})
        .serve((RsyncCommand.Serve) command, new ByteArrayInputStream(input), answers);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
