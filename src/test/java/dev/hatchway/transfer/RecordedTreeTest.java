package dev.hatchway.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecordedTreeTest {
  private static final String TEXT = "0123456789".repeat(20_000);
  private static final Writing NEW = Writing.anew(0644, 0);
  private static final Writing GOING_ON =
      new Writing(true, false, false, false, OptionalInt.empty(), OptionalLong.empty());

  private final MemoryTree memory = new MemoryTree();
  private final List<String> recorded = new ArrayList<>();
  private final FileTree tree =
      new RecordedTree(
          memory,
          (path, direction, size, sha256) ->
              recorded.add(path + " " + direction + " " + size + " " + sha256.orElse("-")));

  @Test
  void aFileThatIsReadFromFrontToBackIsRecordedWithItsHash() throws Exception {
    memory.with("f", bytes(TEXT));
    try (ReadableFile file = tree.openToRead("./f")) {
      readAll(file);
      assertThat(recorded).isEmpty();
    }
    assertThat(recorded).containsExactly("/f OUT 200000 " + hash(TEXT));
  }

  @Test
  void oneOfWhichPartWasReadIsRecordedWithoutIt() throws Exception {
    memory.with("f", bytes(TEXT));
    try (ReadableFile file = tree.openToRead("f")) {
      file.read(0, ByteBuffer.allocate(1_000));
      file.read(5_000, ByteBuffer.allocate(1_000));
    }
    assertThat(recorded).containsExactly("/f OUT 2000 -");
  }

  @Test
  void oneThatWasReadInAnotherOrderIsReadOnceMore() throws Exception {
    memory.with("f", bytes(TEXT));
    try (ReadableFile file = tree.openToRead("f")) {
      file.read(100_000, ByteBuffer.allocate(100_000));
      file.read(0, ByteBuffer.allocate(100_000));
    }
    assertThat(recorded).containsExactly("/f OUT 200000 " + hash(TEXT));
  }

  @Test
  void oneThatWasOnlyLookedAtIsNotRecordedAndAnEmptyOneIs() throws Exception {
    memory.with("f", bytes(TEXT)).with("empty", new byte[0]);
    tree.openToRead("f").close();
    tree.openToRead("empty").close();
    assertThat(recorded).containsExactly("/empty OUT 0 " + hash(""));
  }

  @Test
  void aFileThatIsWrittenIsRecordedWhenItTakesItsName() throws Exception {
    WritableFile file = tree.openToWrite("f", NEW);
    file.write(0, ByteBuffer.wrap(bytes(TEXT), 0, 70_000));
    file.write(70_000, ByteBuffer.wrap(bytes(TEXT), 70_000, 130_000));
    assertThat(recorded).isEmpty();
    file.close();
    file.abandon();
    assertThat(recorded).containsExactly("/f IN 200000 " + hash(TEXT));
    assertThat(memory.bytes("f")).isEqualTo(bytes(TEXT));
  }

  @Test
  void oneThatIsAbandonedIsNot() throws Exception {
    WritableFile file = tree.openToWrite("f", NEW);
    file.write(0, ByteBuffer.wrap(bytes(TEXT)));
    file.abandon();
    assertThat(recorded).isEmpty();
    assertThat(memory.abandoned()).isEqualTo(1);
  }

  @Test
  void oneThatIsWrittenInAnotherOrderIsReadOnceMore() throws Exception {
    try (WritableFile file = tree.openToWrite("f", NEW)) {
      file.write(5, ByteBuffer.wrap(bytes("world")));
      file.write(0, ByteBuffer.wrap(bytes("hello")));
    }
    assertThat(recorded).containsExactly("/f IN 10 " + hash("helloworld"));
  }

  @Test
  void oneThatIsGoneOnWithIsRecordedAsAWhole() throws Exception {
    memory.with("f", bytes("hello"));
    try (WritableFile file = tree.openToWrite("f", GOING_ON)) {
      file.write(5, ByteBuffer.wrap(bytes("world")));
    }
    assertThat(recorded).containsExactly("/f IN 10 " + hash("helloworld"));
  }

  @Test
  void whatIsReadOfAFileThatIsBeingWrittenGoesOut() throws Exception {
    try (WritableFile file = tree.openToWrite("f", NEW)) {
      file.write(0, ByteBuffer.wrap(bytes("hello")));
      file.read(0, ByteBuffer.allocate(3));
    }
    assertThat(recorded).containsExactly("/f OUT 3 -", "/f IN 5 " + hash("hello"));
  }

  @Test
  void whatCannotBeRecordedFails() {
    FileTree refusing =
        new RecordedTree(
            memory,
            (path, direction, size, sha256) -> {
              throw TransferException.failure("not recorded");
            });
    assertThatExceptionOfType(TransferException.class)
        .isThrownBy(() -> refusing.openToWrite("f", NEW).close());
  }

  private static void readAll(ReadableFile file) throws TransferException {
    ByteBuffer piece = ByteBuffer.allocate(30_000);
    for (long offset = 0; ; ) {
      int count = file.read(offset, piece.clear());
      if (count <= 0) {
        return;
      }
      offset += count;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
  }
}
