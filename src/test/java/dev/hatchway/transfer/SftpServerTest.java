package dev.hatchway.transfer;

import static dev.hatchway.transfer.SftpFields.data;
import static dev.hatchway.transfer.SftpFields.handle;
import static dev.hatchway.transfer.SftpFields.path;
import static dev.hatchway.transfer.SftpFields.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SftpServerTest {
  private static final int STATUS = 101;
  private static final int HANDLE = 102;
  private static final int DATA = 103;
  private static final int NAME = 104;
  private static final int ATTRIBUTES = 105;
  private static final int EXTENDED_REPLY = 201;
  private static final byte[] INIT = {0, 0, 0, 5, 1, 0, 0, 0, 3};

  private final MemoryTree tree = new MemoryTree();
  private final List<String> notices = new ArrayList<>();
  private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(requests);
  private int nextId = 1;
  private ExitCode ended = ExitCode.KILLED;

  /** One packet from the server, without its length. */
  private record Answer(int type, int id, ByteBuffer rest) {
    int code() {
      return rest.getInt(0);
    }

    String text() {
      return UTF_8.decode(rest.duplicate()).toString();
    }
  }

  @Test
  void aFileIsWrittenInPiecesAndReadBack() throws Exception {
    start();
    open("dump.sql", 2 | 8 | 16);
    request(6, data(1, 0, "hello "));
    request(6, data(1, 6, "world"));
    request(4, handle(1));
    open("dump.sql", 1);
    request(5, read(2, 0, 100));
    request(5, read(2, 11, 100));

    List<Answer> answers = answers();

    assertThat(tree.bytes("dump.sql")).isEqualTo("hello world".getBytes(UTF_8));
    assertThat(answers)
        .extracting(Answer::type)
        .containsExactly(HANDLE, STATUS, STATUS, STATUS, HANDLE, DATA, STATUS);
    assertThat(answers).extracting(Answer::id).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(answers.get(5).text()).endsWith("hello world");
    assertThat(answers.get(6).code()).isEqualTo(1);
  }

  @Test
  void aPacketOfTheLargestSizeIsTaken() throws Exception {
    start();
    open("large", 2 | 8 | 16);
    request(6, data(1, 0, "x".repeat(261_120)));
    request(4, handle(1));

    assertThat(answers()).hasSize(3);
    assertThat(tree.bytes("large")).hasSize(261_120);
  }

  @Test
  void aFolderIsListedInAsManyPacketsAsItTakes() throws Exception {
    for (int number = 0; number < 1000; number++) {
      tree.with("file-%04d".formatted(number), new byte[0]);
    }
    start();
    request(11, path("."));
    for (int packet = 0; packet < 6; packet++) {
      request(12, handle(1));
    }

    List<Answer> answers = answers();

    assertThat(answers.stream().filter(a -> a.type() == NAME).mapToInt(Answer::code).sum())
        .isEqualTo(1000);
    assertThat(answers.getLast().type()).isEqualTo(STATUS);
    assertThat(answers.get(1).text()).contains("-rw-r--r--    1 0        0");
  }

  @Test
  void limitsAreToldAndUnknownExtensionsAreUnsupported() throws Exception {
    start();
    request(200, path("limits@openssh.com"));
    request(200, path("copy-data"));

    List<Answer> answers = answers();

    assertThat(answers.get(0).type()).isEqualTo(EXTENDED_REPLY);
    assertThat(answers.get(1).code()).isEqualTo(8);
  }

  @Test
  void aHalfFileIsAbandonedWhenTheStreamEnds() throws Exception {
    start();
    open("half", 2 | 8 | 16);
    request(6, data(1, 0, "only the beginning"));

    answers();

    assertThat(tree.paths()).isEmpty();
    assertThat(tree.abandoned()).isEqualTo(1);
    assertThat(ended).isEqualTo(ExitCode.OK);
  }

  @Test
  void aRefusalIsToldOnceInWordsBesideItsCode() throws Exception {
    start();
    open("full", 2 | 8 | 16);
    request(6, data(1, 1 << 20, "a"));
    request(6, data(1, 1 << 20, "b"));
    request(17, path("missing"));

    List<Answer> answers = answers();

    assertThat(answers).extracting(Answer::code).endsWith(4, 4, 2);
    assertThat(notices).containsExactly("it is full");
  }

  @Test
  void anUnknownRequestIsUnsupportedAndTheSessionGoesOn() throws Exception {
    start();
    request(77, path("x"));
    request(17, path("."));

    List<Answer> answers = answers();

    assertThat(answers.get(0).code()).isEqualTo(8);
    assertThat(answers.get(1).type()).isEqualTo(ATTRIBUTES);
  }

  @Test
  void aCutFieldIsABadMessageAndTheSessionGoesOn() throws Exception {
    start();
    request(17, out -> out.writeInt(1000));
    request(17, out -> out.writeInt(-1));
    request(3, out -> out.writeShort(1));
    request(17, path("."));

    List<Answer> answers = answers();

    assertThat(answers.subList(0, 3)).extracting(Answer::code).containsExactly(5, 5, 5);
    assertThat(answers.get(3).type()).isEqualTo(ATTRIBUTES);
  }

  @Test
  void aNulOrBytesThatAreNotUtf8InANameAreRefused() throws Exception {
    start();
    request(17, path("a\0b"));
    request(
        17,
        out -> {
          out.writeInt(1);
          out.write(0xFF);
        });

    assertThat(answers()).extracting(Answer::code).containsExactly(4, 4);
    assertThat(notices)
        .containsExactly("a file name cannot hold a NUL", "a file name must be UTF-8");
  }

  @Test
  void handlesThatAreUnknownOrOfTheWrongKindAreRefused() throws Exception {
    start();
    request(4, handle(7));
    request(4, path("not a handle"));
    request(11, path("."));
    request(5, read(1, 0, 10));
    request(6, data(1, 0, "x"));

    assertThat(answers()).extracting(Answer::type).containsExactly(101, 101, 102, 101, 101);
  }

  @Test
  void theHundredAndFirstOpenFileIsRefused() throws Exception {
    start();
    for (int number = 0; number < 101; number++) {
      open("file", 2 | 8 | 16);
    }

    List<Answer> answers = answers();

    assertThat(answers.subList(0, 100)).extracting(Answer::type).containsOnly(HANDLE);
    assertThat(answers.getLast().code()).isEqualTo(4);
    assertThat(notices).containsExactly("too many open files, at most 100");
    assertThat(tree.abandoned()).isEqualTo(100);
  }

  @Test
  void aPacketWithoutOrWithAHugeLengthEndsTheSession() throws Exception {
    for (int length : new int[] {0, -1, 300_000}) {
      requests.reset();
      start();
      out.writeInt(length);

      assertThat(answers()).isEmpty();
      assertThat(ended).isEqualTo(new ExitCode(1));
    }
    assertThat(notices).hasSize(3).allMatch(notice -> notice.startsWith("this is not SFTP: "));
  }

  @Test
  void aStreamThatEndsWithinAPacketEndsTheSession() throws Exception {
    start();
    out.write(new byte[] {0, 0, 0, 20, 17});

    assertThat(answers()).isEmpty();
    assertThat(ended).isEqualTo(new ExitCode(1));
  }

  @Test
  void aPacketTooShortForANumberEndsTheSession() throws Exception {
    start();
    out.write(new byte[] {0, 0, 0, 2, 17, 0});

    assertThat(answers()).isEmpty();
    assertThat(ended).isEqualTo(new ExitCode(1));
  }

  @Test
  void aSecondVersionAndAMissingVersionEndTheSession() throws Exception {
    start();
    out.write(INIT);
    assertThat(answers()).isEmpty();
    assertThat(ended).isEqualTo(new ExitCode(1));

    requests.reset();
    out.write("GET / HTTP/1.1\r\n".getBytes(UTF_8));
    serve();
    assertThat(ended).isEqualTo(new ExitCode(1));
  }

  private void start() throws IOException {
    out.write(INIT);
  }

  private void open(String path, int flags) throws IOException {
    request(
        3,
        out -> {
          path(path).to(out);
          out.writeInt(flags);
          out.writeInt(0);
        });
  }

  private void request(int type, SftpFields fields) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    DataOutputStream packetOut = new DataOutputStream(packet);
    packetOut.writeByte(type);
    packetOut.writeInt(nextId++);
    fields.to(packetOut);
    out.writeInt(packet.size());
    packet.writeTo(out);
  }

  private byte[] serve() throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    SftpServer server =
        new SftpServer(tree, InstantSource.fixed(MemoryTree.MODIFIED), notices::add);
    ended = server.serve(new ByteArrayInputStream(requests.toByteArray()), answers);
    return answers.toByteArray();
  }

  /** Serves all requests and returns the answers after the greeting. */
  private List<Answer> answers() throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serve()));
    List<Answer> answers = new ArrayList<>();
    while (in.available() > 0) {
      int length = in.readInt();
      answers.add(
          new Answer(
              in.readByte() & 0xFF, in.readInt(), ByteBuffer.wrap(in.readNBytes(length - 5))));
    }
    assertThat(answers.removeFirst().type()).isEqualTo(2);
    return answers;
  }
}
