package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code APP+run@host}: one fresh one-off for the whole connection, shared by its channels, removed
 * with it.
 */
@InWorld
class ConnectionOneOffTest {
  private final World world;

  ConnectionOneOffTest(World world) {
    this.world = world;
    world.gateway();
  }

  @Test
  void theChannelsOfAConnectionShareAFileSystem() {
    try (var connection = Multiplexed.open(shop())) {
      assertThat(connection.run("echo one >/tmp/seen; echo $DYNO").succeeded().out())
          .matches("run\\.\\d+\n");
      assertThat(connection.run("cat /tmp/seen").out()).isEqualTo("one\n");
      assertThat(connection.run("exit 3").code()).isEqualTo(3);
      assertThat(world.engine().oneOffs(world.app().name())).hasSize(1);
      connection.exit();
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void anotherConnectionHasAnother() {
    try (var one = Multiplexed.open(shop());
        var other = Multiplexed.open(shop())) {
      one.run("touch /tmp/mine").succeeded();
      assertThat(other.run("ls /tmp/mine").code()).isNotZero();
      assertThat(one.run("echo $DYNO").out()).isNotEqualTo(other.run("echo $DYNO").out());
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void channelsThatComeAtOnceMakeOne() {
    try (var connection = Multiplexed.open(bare())) {
      List<Running> running =
          IntStream.range(0, 5)
              .mapToObj(_ -> connection.command("/bin/cat /etc/hostname").start())
              .toList();
      List<String> names = running.stream().map(each -> each.end().succeeded().out()).toList();
      assertThat(names).containsOnly(names.getFirst());
      assertThat(world.engine().oneOffs(world.others().bare())).hasSize(1);
    }
    world.engine().awaitNoOneOffs(world.others().bare());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--read-only"})
  void anImageWithoutAShellHasOneToo(String option) {
    String app = world.others().bare();
    if (!option.isEmpty()) {
      app = world.engine().named("sealed");
      var labels = Map.of("hatchway.app", app, "hatchway.process", "job", "hatchway.number", "1");
      String image = world.images().distroless();
      SampleApp.started(
          world.engine(), app, labels, List.of(option, "--user", "1000"), image, SampleApp.IDLE);
    }
    Ssh ssh = world.ssh().as(app + "+run");
    assertThat(ssh.command("cat").reading("through\n").run().succeeded().out())
        .isEqualTo("through\n");
    assertThat(ssh.run("no-such").code()).isEqualTo(127);
    world.engine().awaitNoOneOffs(app);
  }

  @Test
  void aShellWithATerminalIsInIt() {
    try (var window = TerminalWindow.open(shop().with("-t").command(), 80, 24)) {
      window.awaitScreen("up, run.");
      window.enter("stty size; echo $DYNO.");
      window.awaitScreen("24 80");
      window.enter("exit 5");
      assertThat(window.awaitExit()).isEqualTo(5);
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void psListsItWhileTheConnectionIsOpenThoughNoChannelIs() {
    try (var connection = Multiplexed.open(shop())) {
      String name = connection.run("echo $DYNO").out().strip();
      assertThat(world.ssh().run("ps").out()).contains(name);
      assertThat(world.ssh().run("enter", name, "echo", "inside").out()).isEqualTo("inside\n");
      assertThat(world.ssh().run("stop", name).code()).isZero();
      Result after = connection.run("true");
      assertThat(after.code()).isEqualTo(125);
      assertThat(after.err()).startsWith(" !     " + name + " cannot be entered: ");
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void theEndOfAChannelEndsWhatItStartedAndNothingElse() {
    try (var connection = Multiplexed.open(shop());
        var other = connection.command("echo ready; exec sleep 6000001").start()) {
      other.awaitOutput("ready");
      assertThat(connection.run("(sleep 6000002 &) >/dev/null 2>&1").code()).isZero();
      String container = world.engine().oneOffs(world.app().name()).getFirst();
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> !running(container).contains("sleep 6000002"));
      assertThat(running(container)).contains("sleep 6000001");
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void itIsRemovedWhenTheClientIsKilled() {
    try (var connection = Multiplexed.open(bare());
        var running = connection.command("/bin/sleep 600").start()) {
      await().until(() -> !world.engine().oneOffs(world.others().bare()).isEmpty());
      connection.master().signal("KILL");
      world.engine().awaitNoOneOffs(world.others().bare());
      running.end();
    }
  }

  @Test
  void itIsRemovedWhenTheGatewayIsStopped() {
    world.app();
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      var idle = Multiplexed.open(gateway.ssh(world.app().name() + "+run"));
      try (idle) {
        idle.run("true").succeeded();
        assertThat(world.engine().oneOffs(world.app().name())).hasSize(1);
        gateway.terminate();
        gateway.end().succeeded();
        assertThat(world.engine().oneOffs(world.app().name())).isEmpty();
      }
    }
  }

  @Test
  void uploadsGoIntoItOnce() {
    Path file = world.machine().file("dump.sql", "select 1".getBytes(StandardCharsets.UTF_8));
    Ssh newcomer = world.newcomer();
    newcomer.scp(file.toString(), ":dump.sql").succeeded();
    try (var connection = Multiplexed.open(newcomer.as(world.app().name() + "+run"))) {
      assertThat(connection.run("cat /tmp/uploads/dump.sql").out()).isEqualTo("select 1");
      connection.run("rm /tmp/uploads/dump.sql").succeeded();
      assertThat(connection.run("ls /tmp/uploads").out()).isEmpty();
    }
    world.engine().awaitNoOneOffs(world.app().name());
  }

  @Test
  void sftpSeesTheSameFiles() {
    Ssh tools = world.ssh().as(world.tools().name() + "+run");
    Path file = world.machine().file("one", "by sftp".getBytes(StandardCharsets.UTF_8));
    try (var connection = Multiplexed.open(tools)) {
      connection.ssh().sftp("put " + file + " /tmp/one").succeeded();
      assertThat(connection.run("cat /tmp/one").out()).isEqualTo("by sftp");
    }
    world.engine().awaitNoOneOffs(world.tools().name());
  }

  @Test
  void aUserHasOnlySoManyOfThem() {
    Home home = Home.create(world.machine()).settings("limits:\n  sessions-per-user: 1\n");
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.others().bare() + "+run");
      try (var idle = Multiplexed.open(ssh)) {
        idle.run("true").succeeded();
        Result second = ssh.run("true");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err())
            .isEqualTo(" !     you have 1 connections with a one-off; close one first\n");
      }
      world.engine().awaitNoOneOffs(world.others().bare());
      ssh.run("true").succeeded();
    }
  }

  private String running(String container) {
    return String.join("\n", world.engine().processesOf(container));
  }

  private Ssh shop() {
    return world.ssh().as(world.app().name() + "+run");
  }

  private Ssh bare() {
    return world.ssh().as(world.others().bare() + "+run");
  }
}
