package dev.hatchway;

import static dev.hatchway.HeldCall.Moment.ANSWER;
import static dev.hatchway.HeldCall.Moment.CALL;
import static dev.hatchway.HeldCall.Moment.REST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Line 12 of the contract at every moment of a run: the gateway is killed while one session stands
 * at each of them, between two calls to the engine, and is started again.
 */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledGatewayTest {
  private static final String ID = "/containers/[0-9a-f]+";
  private static final String CREATE = "POST /containers/create";
  private static final String UNPACK = "PUT " + ID + "/archive";
  private static final String ATTACH = "POST " + ID + "/attach";
  private static final String WAIT = "POST " + ID + "/wait";
  private static final String START = "POST " + ID + "/start";
  private static final String RESIZE = "POST " + ID + "/resize";
  private static final String REMOVE = "DELETE " + ID;

  /** The grace of 2 s, HUP, TERM, and two looks of the gateway. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final List<Moment> MOMENTS =
      Stream.of(
              at(Way.PIPED, CREATE, ATTACH, WAIT, START),
              at(Way.TERMINAL, CREATE, ATTACH, WAIT, START),
              at(Way.WINDOW, RESIZE),
              at(Way.DETACHED, CREATE, START),
              at(Way.CONNECTION, CREATE, UNPACK, START),
              at(Way.UPLOAD, UNPACK, START),
              at(Way.SHORT, REMOVE),
              Stream.of(new Moment(Way.SHORT, REST, WAIT)))
          .flatMap(moments -> moments)
          .toList();

  private final World world;
  private final String app;
  private final Home home;
  private final List<Running> clients = new ArrayList<>();
  private final List<TerminalWindow> windows = new ArrayList<>();
  private final Map<Integer, Path> senders = new HashMap<>();
  private TestGateway gateway;

  KilledGatewayTest(World world) {
    this.world = world;
    this.app = world.engine().named("killed");
    this.home =
        Home.create(world.machine()).settings("run: {reattach-grace: 2s, retention: 10m}\n");
    SampleApp.started(
        world.engine(),
        app,
        OtherApps.own(app, "web", 1),
        List.of("--network", "none"),
        world.images().busybox(),
        SampleApp.IDLE);
    Path socket = world.machine().newFile("engine");
    var proxy = EngineProxy.start(world.engine().socket(), socket);
    this.gateway = TestGateway.start(home, "--docker-host", EngineProxy.host(socket));
    try (proxy) {
      for (Moment moment : MOMENTS) {
        begin(moment, proxy);
      }
      gateway.kill();
      proxy.letGo();
      clients.forEach(Running::end);
    }
  }

  @BeforeAll
  void startAgain() {
    gateway = TestGateway.start(home);
  }

  @AfterAll
  void stop() {
    clients.forEach(Running::close);
    windows.forEach(TerminalWindow::close);
    gateway.close();
    for (String name : world.engine().oneOffs(app)) {
      world.engine().tried("rm", "-f", name);
    }
    world.engine().docker("rm", "--force", app);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void whatNobodyCanComeBackToIsGoneAndWhatWasDetachedGoesOn(Moment moment) {
    if (moment.goesOn()) {
      assertThat(states(moment)).containsExactly("running");
      await("still there")
          .during(Duration.ofSeconds(1))
          .until(() -> states(moment).equals(List.of("running")));
    } else {
      await("gone").atMost(SOON).until(() -> states(moment).isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void whatWasSentIsNotLost(Moment moment) {
    Ssh ssh = gateway.ssh(app).with(Objects.requireNonNull(senders.get(MOMENTS.indexOf(moment))));
    assertThat(ssh.run("uploads").out()).contains("sent.txt");
  }

  @Test
  void noContainerIsLeftThatNothingAccountsFor() {
    List<String> expected =
        MOMENTS.stream().filter(Moment::goesOn).flatMap(moment -> names(moment).stream()).toList();
    await("only what was detached")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(world.engine().oneOffs(app))
                    .containsExactlyInAnyOrderElementsOf(expected));
    assertThat(gateway.ssh(app).run("run", "exit 6").code()).isEqualTo(6);
  }

  private static List<Moment> moments() {
    return MOMENTS;
  }

  private static List<Moment> uploads() {
    return MOMENTS.stream().filter(moment -> moment.way() == Way.UPLOAD).toList();
  }

  private static Stream<Moment> at(Way way, String... calls) {
    return Stream.of(calls)
        .flatMap(call -> Stream.of(new Moment(way, CALL, call), new Moment(way, ANSWER, call)));
  }

  /** Starts a session and waits until it stands where it is to be when the gateway is killed. */
  private void begin(Moment moment, EngineProxy proxy) {
    int number = MOMENTS.indexOf(moment);
    Ssh ssh = gateway.ssh(app);
    if (moment.way() == Way.UPLOAD) {
      Path key = home.newUser("sender" + number);
      senders.put(number, key);
      ssh = ssh.with(key);
      ssh.scp(world.machine().file("sent", new byte[1]).toString(), ":sent.txt").succeeded();
    }
    HeldCall hold = proxy.hold(moment.held(), moment.call());
    Program program = moment.way().program(ssh, alias(moment));
    if (moment.way() == Way.WINDOW) {
      windows.add(TerminalWindow.open(program, 80, 24));
    } else {
      clients.add(program.readingPipe().start());
    }
    await(moment.toString()).atMost(Machine.LIMIT).until(hold::isHeld);
  }

  private static String alias(Moment moment) {
    return "moment" + MOMENTS.indexOf(moment);
  }

  private List<String> names(Moment moment) {
    return listed(moment, "{{.Names}}");
  }

  private List<String> states(Moment moment) {
    return listed(moment, "{{.State}}");
  }

  /** Those of a connection have no name, and are not told apart. */
  private List<String> listed(Moment moment, String format) {
    if (moment.way() == Way.CONNECTION) {
      return world.engine().oneOffs(app).stream().filter(this::isNameless).toList();
    }
    String name = "label=hatchway.name=" + alias(moment);
    String of = "label=hatchway.app=" + app;
    return world
        .engine()
        .docker("ps", "-a", "--filter", name, "--filter", of, "--format", format)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private boolean isNameless(String container) {
    Result found = world.engine().tried("container", "inspect", container);
    return found.code() == 0 && !found.out().contains("hatchway.name");
  }

  /** A moment of a session: a call of it to the engine, and what of that is held. */
  record Moment(Way way, HeldCall.Moment held, String call) {
    /** A start that is under way when the gateway dies is one that the engine may finish. */
    boolean goesOn() {
      return way == Way.DETACHED && call.equals(START);
    }
  }

  /** A kind of session. */
  enum Way {
    PIPED,
    TERMINAL,
    /** A terminal that has a size, which the program is told. */
    WINDOW,
    DETACHED,
    CONNECTION,
    UPLOAD,
    SHORT;

    Program program(Ssh ssh, String name) {
      return switch (this) {
        case PIPED, UPLOAD -> ssh.command("run", "--name", name, "exec sleep 600");
        case TERMINAL -> ssh.withTerminal().command("run", "--name", name, "exec sleep 600");
        case WINDOW -> ssh.with("-t").command("run", "--name", name, "exec sleep 600");
        case DETACHED -> ssh.command("run", "-d", "--name", name, "exec sleep 600");
        case CONNECTION -> ssh.as(ssh.login() + "+run").command("exec sleep 600");
        case SHORT -> ssh.command("run", "--name", name, "exit 3");
      };
    }
  }
}
