package dev.hatchway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hatchway.container.EngineException;
import dev.hatchway.model.ImageName;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShellsTest {
  private static final String CREATED = "{\"Id\":\"fresh\"}";

  /** The files of the containers, as {@code container:/path}. */
  private final Set<String> files = ConcurrentHashMap.newKeySet();

  private final EngineSocket socket = EngineSocket.ofVersion41(this::serve);
  private final EngineApi engine = new EngineApi(socket.address());
  private final Shells shells = new Shells(new ImageFiles(engine, new ImageConfigs(engine)));

  @AfterEach
  void close() throws IOException {
    engine.close();
    socket.close();
  }

  @Test
  void bashIsTakenBeforeSh() {
    files.add("one:/bin/sh");
    files.add("one:/usr/bin/bash");
    assertThat(shells.find("one", "sha256:1")).contains("bash");
  }

  @Test
  void shServesWhereThereIsNoBash() {
    files.add("one:/bin/sh");
    assertThat(shells.find("one", "sha256:1")).contains("sh");
  }

  @Test
  void anImageMayHaveNoShell() {
    assertThat(shells.find("one", "sha256:1")).isEmpty();
  }

  @Test
  void eachImageIsLookedIntoOnce() {
    files.add("one:/bin/bash");
    shells.find("one", "sha256:1");
    int before = socket.requests().size();
    assertThat(shells.find("other", "sha256:1")).contains("bash");
    assertThat(socket.requests()).hasSize(before);
    assertThat(shells.find("other", "sha256:2")).isEmpty();
  }

  @Test
  void whatAnEngineThatFailedWouldHaveSaidIsNotRemembered() {
    assertThatThrownBy(() -> shells.find("failing", "sha256:1"))
        .isExactlyInstanceOf(EngineException.class);
    files.add("one:/bin/bash");
    assertThat(shells.find("one", "sha256:1")).contains("bash");
  }

  @Test
  void forAnImageAContainerIsMadeForTheLookAndRemoved() {
    files.add("fresh:/bin/sh");
    assertThat(shells.find(new ImageName("shop:42"))).contains("sh");
    assertThat(socket.requests())
        .contains("POST /containers/create")
        .noneMatch(request -> request.contains("/start"))
        .last()
        .isEqualTo("DELETE /containers/fresh?force=1&v=1");
    assertThat(shells.find(new ImageName("shop:42"))).contains("sh");
    assertThat(socket.requests()).filteredOn("POST /containers/create"::equals).hasSize(1);
  }

  private void serve(String request, SocketChannel client) throws IOException {
    String file =
        request
            .replaceFirst("^GET /containers/(.*)/archive\\?path=(.*)$", "$1:$2")
            .replace("%2F", "/");
    if (request.startsWith("GET /containers/failing/")) {
      EngineSocket.answer(client, 500, "{\"message\":\"out of order\"}");
    } else if (request.equals("GET /images/shop:42/json")) {
      EngineSocket.answer(client, 200, "{\"Id\":\"sha256:42\"}");
    } else if (request.equals("POST /containers/create")) {
      EngineSocket.answer(client, 201, CREATED);
    } else if (request.startsWith("DELETE ") || files.contains(file)) {
      EngineSocket.answer(client, 200, "");
    } else {
      EngineSocket.nothing(request, client);
    }
  }
}
