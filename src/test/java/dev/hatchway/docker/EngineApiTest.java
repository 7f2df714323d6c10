package dev.hatchway.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.hatchway.container.EngineException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls to an engine that answers well, badly, or not at all. */
@Timeout(60)
final class EngineApiTest {
  /** Within this time a login is told that the engine does not answer. */
  private static final Duration TOLD = Duration.ofSeconds(5);

  @Test
  void anEngineThatTakesTheCallAndNeverAnswersIsAwayWithinTheTimePromised() throws Exception {
    try (var socket = EngineSocket.ofVersion41(EngineApiTest::silence);
        var engine = new EngineApi(socket.address())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> engine.get("/containers/json"))
          .isInstanceOf(EngineException.Away.class)
          .hasMessageContaining(socket.address().toString());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOLD);
    }
  }

  @Test
  void anEngineThatNeverSaysItsVersionIsAway() throws Exception {
    try (var socket = EngineSocket.answering(EngineApiTest::silence)) {
      assertThatThrownBy(() -> new EngineApi(socket.address()).close())
          .isInstanceOf(EngineException.Away.class);
    }
  }

  @Test
  void anEngineThatAnswersOthersIsBusyAndNotAway() throws Exception {
    var told = new CountDownLatch(1);
    try (var socket =
            EngineSocket.ofVersion41(
                (request, client) -> {
                  switch (request) {
                    case "GET /other" -> EngineSocket.answer(client, 200, "{}");
                    case "POST /slow" -> answerAfter(told, client);
                    default -> silence(request, client);
                  }
                });
        var engine = new EngineApi(socket.address());
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = others.submit(() -> engine.post("/slow"));
      // As long as one question takes that nobody answers, the engine answers all others.
      await()
          .until(
              () -> {
                engine.get("/other");
                return socket.requests().stream().filter("GET /_ping"::equals).count() == 2;
              });
      told.countDown();
      assertThat(slow.get(5, TimeUnit.SECONDS).path("slow").asBoolean()).isTrue();
    }
  }

  @Test
  void aCallHasTheLimitThatItWasGiven() throws Exception {
    try (var socket = EngineSocket.ofVersion41(EngineApiTest::silence);
        var engine = new EngineApi(socket.address())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> engine.post("/x", engine.object(), Duration.ofMillis(100)))
          .isInstanceOf(EngineException.Away.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOLD);
    }
  }

  @Test
  void aSocketThatIsNotThereIsNamed(@TempDir Path folder) {
    EngineAddress nowhere = EngineAddress.parse("unix://" + folder.resolve("nowhere.sock"));
    assertThatThrownBy(() -> new EngineApi(nowhere).close())
        .isInstanceOf(EngineException.Away.class)
        .hasMessage("the container engine at %s does not answer /version", nowhere);
  }

  @Test
  void anEngineThatIsTooOldIsRefusedWithBothVersions() {
    assertThat(refusalOf("{\"ApiVersion\":\"1.40\"}"))
        .isExactlyInstanceOf(EngineException.class)
        .hasMessageContaining("speaks API 1.40")
        .hasMessageContaining("1.41 or newer is needed");
    assertThat(refusalOf("{}")).isExactlyInstanceOf(EngineException.class);
    assertThat(refusalOf("{\"ApiVersion\":\"2.0\"}")).isExactlyInstanceOf(EngineException.class);
  }

  @Test
  void whatIsNoEngineIsNoEngine() {
    assertThat(refusalOf("<html>welcome</html>")).isInstanceOf(EngineException.class);
    assertThat(refusalOf("{\"ApiVersion\":\"1.x\"}")).isInstanceOf(EngineException.class);
  }

  @Test
  void theOlderOfBothVersionsIsSpoken() throws Exception {
    assertThat(versioned("1.41")).isEqualTo("/v1.41/info");
    assertThat(versioned("1.44")).isEqualTo("/v1.44/info");
    assertThat(versioned("1.99")).isEqualTo("/v1.51/info");
  }

  @Test
  void anAnswerOfTheEngineThatSaysNoIsItsOwnKindWithItsOwnWords() throws Exception {
    try (var socket =
            EngineSocket.ofVersion41(
                (request, client) -> {
                  int status = Integer.parseInt(request.substring("GET /".length()));
                  EngineSocket.answer(client, status, "{\"message\":\"in its words\"}");
                });
        var engine = new EngineApi(socket.address())) {
      assertThat(catchThrowable(() -> engine.get("/404")))
          .isInstanceOf(EngineException.Gone.class)
          .hasMessage("in its words");
      assertThat(catchThrowable(() -> engine.get("/409")))
          .isInstanceOf(EngineException.Conflict.class)
          .hasMessage("in its words");
      assertThat(catchThrowable(() -> engine.get("/500")))
          .isExactlyInstanceOf(EngineException.class)
          .hasMessage("in its words");
    }
  }

  @Test
  void anEngineThatHangsUpInItsAnswerIsAway() throws Exception {
    try (var socket =
            EngineSocket.ofVersion41(
                (request, client) -> {
                  byte[] half =
                      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(US_ASCII);
                  EngineSocket.send(client, half);
                  client.close();
                });
        var engine = new EngineApi(socket.address())) {
      assertThatThrownBy(() -> engine.get("/info")).isInstanceOf(EngineException.Away.class);
    }
  }

  private static void answerAfter(CountDownLatch told, SocketChannel client) throws IOException {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                told.await();
                EngineSocket.answer(client, 200, "{\"slow\":true}");
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }

  /** Holds the connection open until the test is over. */
  private static void silence(String request, SocketChannel client) throws IOException {
    client.configureBlocking(true);
  }

  private static Throwable refusalOf(String version) {
    return catchThrowable(
        () -> {
          try (var socket =
              EngineSocket.answering(
                  (request, client) -> EngineSocket.answer(client, 200, version))) {
            new EngineApi(socket.address()).close();
          }
        });
  }

  private static String versioned(String theirs) throws IOException {
    String answer = "{\"ApiVersion\":\"%s\"}".formatted(theirs);
    try (var socket =
            EngineSocket.answering((request, client) -> EngineSocket.answer(client, 200, answer));
        var engine = new EngineApi(socket.address())) {
      return engine.versioned("/info");
    }
  }
}
