package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that may open few files: some sessions are refused, and those that there are go on. */
@InWorld
class TooManyFilesTest {
  private static final int FILES = 150;
  private static final int SESSIONS = 18;
  private static final int LARGE = 4096;

  /** Less than a gateway has open when it begins. */
  private static final int FEWER = 10;

  /** Neither messages for each client nor for each try. */
  private static final int MOST_COMPLAINTS = 20;

  /** In clock ticks, of which a second has a hundred (USER_HZ, proc(5)): a quarter of the time. */
  private static final long LITTLE_WORK = 50;

  private static final Duration WATCHED = Duration.ofSeconds(2);

  private final World world;

  TooManyFilesTest(World world) {
    this.world = world;
    world.app();
  }

  @Test
  void sessionsBeyondAreRefusedAndTheOthersGoOn() {
    List<Running> clients = new ArrayList<>();
    try (var gateway = start()) {
      Ssh ssh = gateway.ssh(world.app().name());
      for (int i = 0; i < SESSIONS; i++) {
        clients.add(ssh.command("enter", "web.1", "echo ready; exec cat").readingPipe().start());
      }
      await("all in or refused")
          .atMost(Machine.LIMIT)
          .until(() -> clients.stream().allMatch(this::settled));
      List<Running> in = clients.stream().filter(Running::isAlive).toList();
      List<Running> out = clients.stream().filter(each -> !each.isAlive()).toList();
      assertThat(in).hasSizeGreaterThan(2);
      assertThat(out)
          .isNotEmpty()
          .allSatisfy(
              each -> {
                assertThat(each.end().code()).isEqualTo(1);
                assertThat(each.errSoFar()).contains("the gateway has too many open sessions");
              });
      goOn(in);
      ssh.run("run", "echo", "again").succeeded();
      assertThat(gateway.complaints()).isLessThan(MOST_COMPLAINTS);
    } finally {
      clients.forEach(Running::close);
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void connectionsThatNeverLogInLeaveRoomForTheSessionsThatThereAre() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try (var gateway = start();
        var session =
            gateway
                .ssh(world.app().name())
                .command("enter", "web.1", "echo ready; exec cat")
                .readingPipe()
                .start()) {
      session.awaitOutput("ready");
      for (int i = 0; i < FILES; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
      }
      await("turned away").until(() -> gateway.log().contains("new connections are turned away"));
      assertThat(gateway.descriptors()).isLessThan(FILES);
      goOn(List.of(session));
      close(idle);
      await("new logins")
          .atMost(Machine.LIMIT)
          .until(() -> gateway.ssh(world.app().name()).run("enter", "web.1", "true").code() == 0);
      assertThat(gateway.complaints()).isLessThan(MOST_COMPLAINTS);
    } finally {
      close(idle);
    }
  }

  /** The system takes files away from a gateway that runs, so that none at all is left. */
  @Test
  void withoutAnyFileItRestsAndTakesTheNextClientWhenThereIsOne() {
    try (var gateway = start();
        var session =
            gateway
                .ssh(world.app().name())
                .command("enter", "web.1", "echo ready; exec cat")
                .readingPipe()
                .start()) {
      session.awaitOutput("ready");
      allow(gateway, FEWER);
      try (var waiting = gateway.ssh(world.app().name()).start("enter", "web.1", "echo", "in")) {
        await("noticed").until(() -> gateway.log().contains("no connection can be taken"));
        long before = gateway.processorTicks();
        await("at rest").during(WATCHED).atMost(WATCHED.multipliedBy(3)).until(waiting::isAlive);
        assertThat(gateway.processorTicks() - before).isLessThan(LITTLE_WORK);
        session.type("still here\n");
        session.awaitOutput("still here");
        allow(gateway, FILES);
        assertThat(waiting.end().succeeded().out()).isEqualTo("in\n");
      }
      goOn(List.of(session));
      assertThat(gateway.complaints()).isLessThan(MOST_COMPLAINTS);
    }
  }

  private TestGateway start() {
    Home home = Home.create(world.machine());
    List<String> words =
        new ArrayList<>(List.of("prlimit", "--nofile=%1$d:%2$d".formatted(FILES, LARGE)));
    Program serve = TestGateway.serve(home);
    words.addAll(serve.words());
    // Java would raise its own limit as far as it may.
    return TestGateway.start(
        home,
        world
            .machine()
            .program(words)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("HATCHWAY_JAVA_OPTIONS", "-XX:-MaxFDLimit"));
  }

  private void allow(TestGateway gateway, int files) {
    String[] words = {
      "prlimit", "--pid=" + gateway.pid(), "--nofile=%d:%d".formatted(files, LARGE)
    };
    world.machine().program(words).run().succeeded();
  }

  private boolean settled(Running client) {
    return !client.isAlive() || client.outSoFar().contains("ready");
  }

  private static void goOn(List<Running> sessions) {
    for (Running session : sessions) {
      session.type("going on\n");
      session.awaitOutput("going on");
      session.closeInput();
    }
    assertThat(sessions).allSatisfy(session -> assertThat(session.end().code()).isZero());
  }

  private static void close(List<Socket> sockets) {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
