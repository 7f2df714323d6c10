package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person who comes back is told of the one-offs that go on though nobody is at them. */
@InWorld
class LeftBehindTest {
  private static final String SCRIPT = "echo $DYNO; exec sleep 600";
  private static final String TOLD = " is still running; ";

  private final World world;

  LeftBehindTest(World world) {
    this.world = world;
  }

  @AfterEach
  void removeAll() {
    for (String name : world.engine().oneOffs(world.app().name())) {
      world.engine().tried("rm", "-f", name);
    }
  }

  @Test
  void whoComesBackIsToldHowToGoOn() {
    Ssh ssh = world.ssh();
    String name = leave(ssh);
    leaveDetached(ssh);
    try (var present = ssh.start("run", SCRIPT)) {
      present.awaitOutput("run.");
      String expected =
          "-----> %s is still running; ssh -p %d -t %s@host attach %s\r\n"
              .formatted(name, world.gateway().port(), world.app().name(), name);
      await("the gateway has heard of the end of the client")
          .atMost(Machine.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(ssh.withTerminal().run("enter", "web.1", "true").err())
                      .isEqualTo(expected));
    }
    assertThat(ssh.withTerminal().run("enter", "-q", "web.1", "true").err()).isEmpty();
    assertThat(ssh.run("enter", "web.1", "true").err()).isEmpty();
    assertThat(world.newcomer().withTerminal().run("enter", "web.1", "true").err()).isEmpty();
    assertThat(ssh.withTerminal().run("logs", name).err()).doesNotContain(TOLD);
    assertThat(ssh.withTerminal().run("stop", name).err()).doesNotContain(TOLD);
    assertThat(ssh.withTerminal().run("enter", "web.1", "true").err()).isEmpty();
  }

  @Test
  void afterARestartOfTheGatewayTooAndOfManyOnlySome() {
    world.app();
    Home home = Home.create(world.machine());
    try (var gateway = TestGateway.start(home)) {
      for (int i = 0; i < 5; i++) {
        leave(gateway.ssh(world.app().name()));
      }
    }
    try (var gateway = TestGateway.start(home)) {
      Ssh ssh = gateway.ssh(world.app().name()).withTerminal();
      await()
          .atMost(Machine.LIMIT)
          .untilAsserted(
              () -> {
                String told = ssh.run("enter", "web.1", "true").err();
                assertThat(told.lines().filter(line -> line.contains(TOLD))).hasSize(3);
                assertThat(told).contains("-----> and 2 more; ssh -p ");
              });
    }
  }

  /** Starts a one-off that never had a client, visits it, and goes without a word. */
  private void leaveDetached(Ssh ssh) {
    String container = ssh.run("run", "-q", "-d", SCRIPT).succeeded().out().strip();
    String name = container.substring(world.app().name().length() + 1);
    try (var guest = ssh.start("attach", name)) {
      guest.awaitOutput(name);
      guest.signal("KILL");
    }
  }

  /** Starts a one-off that outlives its client, and goes without a word. */
  private String leave(Ssh ssh) {
    try (var running = ssh.start("run", "--on-disconnect", "keep", SCRIPT)) {
      running.awaitOutput("run.");
      running.signal("KILL");
      return running.outSoFar().strip();
    }
  }
}
