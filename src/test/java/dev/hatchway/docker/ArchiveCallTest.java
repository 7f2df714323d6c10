package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.container.EngineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An archive on its way to an engine that takes it, refuses it, or hangs up. */
@Timeout(60)
final class ArchiveCallTest {
  private static final String PATH = "/containers/x/archive?path=%2F";
  private static final int LARGE = 3 * 1024 * 1024 + 5;
  private static final String END = "\r\n0\r\n\r\n";

  private final CountDownLatch headWasRead = new CountDownLatch(1);
  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();

  @Test
  void theEngineGetsAllBytesInChunksAndTheirEnd() throws Exception {
    byte[] archive = new byte[LARGE];
    new Random(1).nextBytes(archive);
    put(afterTheHead(new ByteArrayInputStream(archive)), this::takeAll);
    assertThat(unchunked(body())).isEqualTo(archive);
  }

  @Test
  void anEmptyOneIsOneToo() throws Exception {
    put(afterTheHead(InputStream.nullInputStream()), this::takeAll);
    assertThat(new String(body(), StandardCharsets.ISO_8859_1)).isEqualTo("0\r\n\r\n");
  }

  @Test
  void whatTheEngineRefusesBeforeItHasAllHasItsReason() {
    String reason = "{\"message\":\"container rootfs is marked read-only\"}";
    assertThatThrownBy(
            () ->
                put(
                    new ByteArrayInputStream(new byte[LARGE]),
                    (request, client) -> EngineSocket.answer(client, 500, reason)))
        .isExactlyInstanceOf(EngineException.class)
        .hasMessage("container rootfs is marked read-only");
    assertThatThrownBy(() -> put(InputStream.nullInputStream(), EngineSocket::nothing))
        .isInstanceOf(EngineException.Gone.class);
  }

  @Test
  void anEngineThatHangsUpIsAway() {
    assertThatThrownBy(
            () ->
                put(new ByteArrayInputStream(new byte[LARGE]), (request, client) -> client.close()))
        .isInstanceOf(EngineException.Away.class);
  }

  @Test
  void oneThatCannotBeReadIsNotEnded() throws Exception {
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("the disk has failed");
          }
        };
    assertThatThrownBy(() -> put(broken, this::takeAll))
        .isExactlyInstanceOf(EngineException.class)
        .hasMessage("the files cannot be read: the disk has failed");
    assertThat(new String(body(), StandardCharsets.ISO_8859_1)).doesNotEndWith("0\r\n\r\n");
  }

  private static void put(InputStream archive, EngineSocket.Conversation conversation)
      throws IOException {
    try (var socket =
            EngineSocket.ofVersion41(
                (request, client) -> {
                  if (request.startsWith("PUT ")) {
                    conversation.with(request, client);
                  } else {
                    EngineSocket.answer(client, 200, "{}");
                  }
                });
        var engine = new EngineApi(socket.address())) {
      engine.putArchive(PATH, archive);
    }
  }

  /** Gives nothing before the head of the request was read, which might take some of it along. */
  private InputStream afterTheHead(InputStream archive) {
    return new FilterInputStream(archive) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          headWasRead.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  private void takeAll(String request, SocketChannel client) throws IOException {
    headWasRead.countDown();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
    while (!endsBody(taken) && client.read(piece) >= 0) {
      taken.write(piece.array(), 0, piece.position());
      piece.clear();
    }
    bodies.add(taken.toByteArray());
    if (endsBody(taken)) {
      EngineSocket.answer(client, 200, "");
    }
  }

  private static boolean endsBody(ByteArrayOutputStream taken) {
    int length = Math.min(taken.size(), END.length());
    byte[] all = taken.toByteArray();
    String end = new String(all, all.length - length, length, StandardCharsets.ISO_8859_1);
    return end.equals(END) || end.equals(END.substring(2));
  }

  private byte[] body() throws InterruptedException {
    byte[] body = bodies.poll(10, TimeUnit.SECONDS);
    return body == null ? new byte[0] : body;
  }

  private static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      int length = Integer.parseInt(new String(body, at, end - at, StandardCharsets.US_ASCII), 16);
      if (length == 0) {
        return whole.toByteArray();
      }
      whole.write(body, end + 2, length);
      at = end + 2 + length + 2;
    }
  }
}
