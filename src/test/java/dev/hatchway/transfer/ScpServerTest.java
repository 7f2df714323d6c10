package dev.hatchway.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScpServerTest {
  private static final ExitCode FAILED = new ExitCode(1);

  private final MemoryTree tree = new MemoryTree();
  private ExitCode ended = ExitCode.KILLED;

  @Test
  void wordsOfTheFarEndAreUnderstoodInAnyArrangement() {
    assertThat(ScpCommand.parse(List.of("scp", "-r", "-p", "-d", "-v", "-t", "--", "-x")))
        .contains(new ScpCommand(ScpCommand.Direction.RECEIVE, true, true, true, List.of("-x")));
    assertThat(ScpCommand.parse(List.of("scp", "-pf", "a", "b")))
        .contains(new ScpCommand(ScpCommand.Direction.SEND, false, true, false, List.of("a", "b")));
  }

  @Test
  void otherWordsAreNotThoseOfAFarEnd() {
    assertThat(ScpCommand.parse(List.of())).isEmpty();
    assertThat(ScpCommand.parse(List.of("scp", "-t"))).isEmpty();
    assertThat(ScpCommand.parse(List.of("scp", "-t", "-f", "a"))).isEmpty();
    assertThat(ScpCommand.parse(List.of("scp", "-t", "a", "b"))).isEmpty();
    assertThat(ScpCommand.parse(List.of("scp", "-S", "-t", "a"))).isEmpty();
    assertThat(ScpCommand.parse(List.of("rsync", "-t", "a"))).isEmpty();
  }

  @Test
  void aFileIsReceived() throws Exception {
    String answer = serve("scp -t .", "T1700000000 0 1700000000 0\nC0644 5 dump.sql\nhello\0");

    assertThat(answer).isEqualTo("\0\0\0\0");
    assertThat(tree.bytes("dump.sql")).isEqualTo("hello".getBytes(UTF_8));
    assertThat(ended).isEqualTo(ExitCode.OK);
  }

  @Test
  void foldersAreReceivedWithWhatIsInThem() throws Exception {
    String answer = serve("scp -r -t .", "D0755 0 a\nD0755 0 b\nC0644 1 c\nx\0E\nE\n");

    assertThat(answer).isEqualTo("\0\0\0\0\0\0\0");
    assertThat(tree.paths()).containsExactly("a/", "a/b/", "a/b/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C0644 1 ../x\nx\0",
        "C0644 1 /etc/x\nx\0",
        "C0644 1 ..\nx\0",
        "C0644 1 .\nx\0",
        "D0755 0 ..\n",
        "C0644 -1 x\n",
        "C0644 99999999999999999999 x\n",
        "C 1 x\n",
        "C0644 1 \nx",
        "E\n",
        "X\n",
        "\nC0644 1 x\nx\0",
        "C0644 1 a\0b\nx\0"
      })
  void recordsThatLeadElsewhereOrAreNoneEndTheTransfer(String records) throws Exception {
    String answer = serve("scp -r -t .", records);

    assertThat(answer).startsWith("\0\1scp: ").endsWith("\n").doesNotContain("\0\0");
    assertThat(tree.paths()).isEmpty();
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void aFolderWithoutBeingAskedForOneEndsTheTransfer() throws Exception {
    assertThat(serve("scp -t .", "D0755 0 a\n")).contains("received a folder without -r");
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void aLineWithoutEndEndsTheTransfer() throws Exception {
    assertThat(serve("scp -t .", "C" + "0".repeat(10_000_000))).contains("a line of more than");
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void aStreamThatEndsWithinAFileLeavesNothing() throws Exception {
    serve("scp -t .", "C0644 100 half\nonly the beginning");

    assertThat(tree.paths()).isEmpty();
    assertThat(tree.abandoned()).isEqualTo(1);
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void aFileThatTheOtherSideCouldNotReadIsDropped() throws Exception {
    serve("scp -t .", "C0644 1 bad\nx\1scp: bad: read error\nC0644 1 good\nx\0");

    assertThat(tree.paths()).containsExactly("good");
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheNextFileIsTaken() throws Exception {
    int size = (1 << 20) + 1;
    String answer =
        serve("scp -t .", "C0644 " + size + " big\n" + "x".repeat(size) + "\0C0644 1 small\nx\0");

    assertThat(answer).isEqualTo("\0\0\1scp: it is full\n\0\0");
    assertThat(tree.paths()).containsExactly("small");
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void aTargetThatHasToBeAFolderAndIsNoneIsRefused() throws Exception {
    assertThat(serve("scp -d -t missing", "")).isEqualTo("\1scp: missing: no such file\n");
    assertThat(ended).isEqualTo(FAILED);
  }

  @Test
  void foldersAndFilesAreSentWithTheirTimes() throws Exception {
    tree.with("a/", new byte[0]).with("a/b", "x".getBytes(UTF_8));

    String answer = serve("scp -r -p -f a", "\0".repeat(7));

    assertThat(answer)
        .isEqualTo(
            """
            T1700000000 0 1700000000 0
            D0755 0 a
            T1700000000 0 1700000000 0
            C0644 1 b
            x\0E
            """);
    assertThat(ended).isEqualTo(ExitCode.OK);
  }

  @Test
  void aFolderIsNotSentWithoutBeingAskedFor() throws Exception {
    tree.with("a/", new byte[0]);

    assertThat(serve("scp -f a", "\0")).isEqualTo("\1scp: a: not a regular file\n");
    assertThat(ended).isEqualTo(FAILED);
  }

  private String serve(String line, String input) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    ScpCommand command = ScpCommand.parse(List.of(line.split(" "))).orElseThrow();
    ended =
        new ScpServer(tree)
            .serve(command, new ByteArrayInputStream(input.getBytes(UTF_8)), answers);
    return answers.toString(UTF_8);
  }
}
