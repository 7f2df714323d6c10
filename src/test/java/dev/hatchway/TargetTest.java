package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a target's name, at an app with dots in its own, with every command. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<String> LOOP = List.of("/bin/sh", "-c", "echo I am $ME; sleep 1000000");

  private final World world;
  private final String app;
  private final Ssh ssh;

  TargetTest(World world) {
    this.world = world;
    this.app = world.engine().named("shop.web.") + ".run";
    this.ssh = world.gateway().ssh(app);
  }

  @BeforeAll
  void start() {
    start("web", 10);
    start("web", 2);
    start("web.blue", 1);
    await().atMost(SOON).until(() -> ssh.run("ps", "--format", "names").out().lines().count() == 3);
  }

  @AfterAll
  void remove() {
    world.engine().oneOffs(app).forEach(name -> world.engine().tried("rm", "--force", name));
    for (String process : List.of("web.10", "web.2", "web.blue.1")) {
      world.engine().docker("rm", "--force", process + "-of-" + app);
    }
  }

  static Stream<String> formsOfAOneOff() {
    return Stream.of(
        "run.N",
        "N",
        "APP.run.N",
        "one-off-N",
        "ID4",
        "ID12",
        "ID64",
        "--container-id ID12",
        "alias");
  }

  @ParameterizedTest
  @MethodSource("formsOfAOneOff")
  void aOneOffIsEnteredReadAndStoppedByEveryFormOfItsName(String form) {
    String alias = "migrate-" + world.machine().newNumber();
    String container =
        ssh.run("run", "-d", "--name", alias, "echo I am $DYNO; exec sleep 600")
            .succeeded()
            .out()
            .strip();
    String process = container.substring(app.length() + 1);
    String target = written(form, container, alias);
    assertThat(ssh.run("enter", target, "echo $DYNO").out()).isEqualTo(process + "\n");
    if (!form.startsWith("--")) {
      await()
          .atMost(SOON)
          .until(() -> ssh.run("logs", "-q", target).out().equals("I am " + process + "\n"));
    }
    assertThat(ssh.run("stop", target, "--time", "1").succeeded().err())
        .isEqualTo("-----> Stopped " + process + "\n");
    assertThat(world.engine().inspect(container).at("/State/Running").asBoolean()).isFalse();
    Result late = ssh.run("enter", target, "true");
    assertThat(late.code()).isEqualTo(2);
    assertThat(late.err()).contains(process + " in " + app + " is not running but exited");
    world.engine().docker("rm", "--force", container);
  }

  static Stream<String> formsOfAProcess() {
    return Stream.of(
        "web web.2",
        "web.2 web.2",
        "web.10 web.10",
        "APP.web.10 web.10",
        "CONTAINER-web.10 web.10",
        "ID-web.10 web.10",
        "web.blue web.blue.1",
        "web.blue.1 web.blue.1",
        "APP.web.blue.1 web.blue.1");
  }

  @ParameterizedTest
  @MethodSource("formsOfAProcess")
  void aProcessIsEnteredAndReadByEveryFormOfItsName(String formAndProcess) {
    int blank = formAndProcess.indexOf(' ');
    String process = formAndProcess.substring(blank + 1);
    String form = formAndProcess.substring(0, blank);
    String container = process + "-of-" + app;
    String target =
        switch (form) {
          case "CONTAINER-web.10" -> container;
          case "ID-web.10" -> id(container).substring(0, 12);
          default -> form.replace("APP", app);
        };
    assertThat(ssh.run("enter", target, "echo $ME").out()).isEqualTo(process + "\n");
    assertThat(ssh.as(app + "+" + target).run("echo", "$ME").out()).isEqualTo(process + "\n");
    // logs of a type are those of all its processes, so the name of one is asked for.
    String read = form.equals("web") ? "web.2" : target;
    await()
        .atMost(SOON)
        .until(() -> ssh.run("logs", "-q", read).out().equals("I am " + process + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.1", "run.99999", "99999", "one-off-99999", "nobody", "APP", "fff"})
  void whatIsNoneIsRefusedByEveryCommand(String form) {
    String target = form.replace("APP", app);
    for (String command : List.of("enter", "logs", "stop")) {
      Result result = ssh.run(command, target);
      assertThat(result.code()).as(command).isEqualTo(2);
      assertThat(result.err())
          .as(command)
          .startsWith(" !     no process " + target + " in " + app + ". Running: web.2 web.10");
    }
  }

  @Test
  void aNameThatAOneOffHasIsRefusedUntilItHasEnded() {
    String first = ssh.run("run", "-d", "--name", "twin", "sleep", "600").succeeded().out().strip();
    String process = first.substring(app.length() + 1);
    Result refused = ssh.run("run", "-d", "--name", "twin", "sleep", "600");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            " !     --name twin: that is %s in %s; choose another name\n".formatted(process, app));
    ssh.run("stop", "twin", "--time", "1").succeeded();
    String second = ssh.run("run", "-d", "--name", "twin", "sleep", "600").succeeded().out();
    assertThat(ssh.run("enter", "twin", "echo $DYNO").out())
        .isEqualTo(second.substring(app.length() + 1));
    ssh.run("stop", "twin", "--time", "1").succeeded();
  }

  @Test
  void aNameThatMeansAProcessIsRefused() {
    Result refused = ssh.run("run", "--name", "web", "true");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--name web: that is a process type in " + app);
  }

  private String written(String form, String container, String alias) {
    String number = container.substring(container.lastIndexOf('.') + 1);
    return switch (form) {
      case "run.N" -> "run." + number;
      case "N" -> number;
      case "APP.run.N" -> container;
      case "one-off-N" -> "one-off-" + number;
      case "ID4" -> shortest(container);
      case "ID12" -> id(container).substring(0, 12);
      case "ID64" -> id(container);
      case "alias" -> alias;
      default -> "--container-id " + id(container).substring(0, 12);
    };
  }

  /** As few digits as are not also the beginning of another id or a number: 4 nearly always. */
  private String shortest(String container) {
    List<String> others =
        Stream.of("web.10", "web.2", "web.blue.1").map(p -> id(p + "-of-" + app)).toList();
    String id = id(container);
    int length = 4;
    while (id.substring(0, length).matches("[0-9]+")
        || startsAny(others, id.substring(0, length))) {
      length++;
    }
    return id.substring(0, length);
  }

  private static boolean startsAny(List<String> ids, String prefix) {
    return ids.stream().anyMatch(id -> id.startsWith(prefix));
  }

  private String id(String container) {
    return world.engine().inspect(container).path("Id").asText();
  }

  private void start(String type, int number) {
    Map<String, String> labels = OtherApps.own(app, type, number);
    String process = type + "." + number;
    SampleApp.started(
        world.engine(),
        process + "-of-" + app,
        labels,
        List.of("--network", "none", "--env", "ME=" + process),
        world.images().busybox(),
        LOOP);
  }
}
