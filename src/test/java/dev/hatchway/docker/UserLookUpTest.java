package dev.hatchway.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.container.OneOff.Owner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users as an image may name them, with the archives in which the engine hands out files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UserLookUpTest {
  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      broken line
      app:x:1000:1001:The app:/srv:/bin/sh
      number:x:2000:2001::/:
      """;
  private static final String GROUP = "root:x:0:\napp:x:1001:\nstaff:x:50:app,root\n";

  private final EngineSocket socket =
      EngineSocket.ofVersion41(
          (request, client) -> {
            Map<String, String> files =
                Map.of(
                    "GET /containers/full/archive?path=%2Fetc/passwd", PASSWD,
                    "GET /containers/full/archive?path=%2Fetc/group", GROUP);
            if (files.containsKey(request)) {
              EngineSocket.answer(client, 200, archive(files.get(request)));
            } else if (request.startsWith("GET /containers/broken/")) {
              EngineSocket.answer(client, 200, "this is no archive");
            } else {
              EngineSocket.nothing(request, client);
            }
          });
  private final EngineApi engine = new EngineApi(socket.address());

  @AfterAll
  void close() throws IOException {
    engine.close();
    socket.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'',        0,    0",
    "root,      0,    0",
    "app,       1000, 1001",
    "app:staff, 1000, 50",
    "app:7,     1000, 7",
    "1000,      1000, 1001",
    "1000:staff,1000, 50",
    "2000:3000, 2000, 3000",
    "4321,      4321, 0",
    "4000000000,4000000000, 0",
    "nobody,    0,    0",
    "app:nobody,1000, 0"
  })
  void aUserIsFoundHoweverItIsWritten(String user, long id, long group) {
    assertThat(new UserLookUp(engine, "full").find(user)).isEqualTo(new Owner(id, group));
  }

  @Test
  void anImageWithoutAccountsKnowsNumbersOnly() {
    assertThat(new UserLookUp(engine, "empty").find("1000")).isEqualTo(new Owner(1000, 0));
    assertThat(new UserLookUp(engine, "empty").find("app:app")).isEqualTo(new Owner(0, 0));
  }

  @Test
  void whatIsNoArchiveNamesNobody() {
    assertThat(new UserLookUp(engine, "broken").find("app")).isEqualTo(new Owner(0, 0));
  }

  @Test
  void twoNumbersNeedNoLook() {
    int before = socket.requests().size();
    assertThat(new UserLookUp(engine, "full").find("1:2")).isEqualTo(new Owner(1, 2));
    assertThat(new UserLookUp(engine, "full").find("")).isEqualTo(new Owner(0, 0));
    assertThat(socket.requests()).hasSize(before);
  }

  /** A tar archive of one file, as far as it is looked at. */
  private static byte[] archive(String text) {
    byte[] content = text.getBytes(UTF_8);
    byte[] head = new byte[BLOCK];
    byte[] size = String.format(Locale.ROOT, "%011o", content.length).getBytes(UTF_8);
    System.arraycopy(size, 0, head, SIZE_AT, size.length);
    var archive = new ByteArrayOutputStream();
    archive.writeBytes(head);
    archive.writeBytes(content);
    archive.writeBytes(new byte[2 * BLOCK]);
    return archive.toByteArray();
  }
}
