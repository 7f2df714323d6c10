package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A stack on a real Swarm of one node, through a gateway of its own. Its networks are overlays, for
 * which the kernel needs VXLAN. They are used by the addresses of tasks: the one address of a whole
 * service needs IPVS, which not every kernel has.
 */
@InWorld
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf(
    value = "dev.hatchway.PrivateSwarm#isPossible",
    disabledReason = "needs root and dockerd")
class SwarmTest {
  /** Swarm starts a task within some seconds. */
  private static final Duration DEPLOYED = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final PrivateSwarm swarm;
  private final TestGateway gateway;

  SwarmTest(World world) {
    this.world = world;
    this.swarm = PrivateSwarm.start(world.machine());
    try {
      swarm.load(world.engine(), world.images().busybox());
      deploy("shop", "open");
      this.gateway = TestGateway.start(Home.create(world.machine()), "--docker-host", swarm.host());
    } catch (RuntimeException e) {
      swarm.close();
      throw e;
    }
  }

  @AfterAll
  void remove() {
    try (swarm) {
      gateway.close();
    }
  }

  @Test
  void theTasksOfAStackAreItsProcesses() {
    assertThat(names("shop")).isEqualTo("agent.1\nweb.1\nweb.2\n");
    assertThat(gateway.ssh("hatchway").run("apps").succeeded().out()).contains("shop");
  }

  @Test
  void theNumberOfAProcessIsItsSlot() {
    assertThat(output("shop", "enter", "web.2", "echo $SLOT")).isEqualTo("2");
    assertThat(output("shop+web.1", "echo $SLOT")).isEqualTo("1");
    assertThat(output("shop", "enter", "agent", "sh", "-c", "'ps | grep -c 1000000$'"))
        .isEqualTo("1");
  }

  @Test
  void aOneOffReachesTheServicesOfItsStack() {
    assertThat(output("shop", "run", "wget", "-qO-", "http://tasks.web:8080/"))
        .isEqualTo("hello from web");
    assertThat(output("shop", "run", "echo $RAILS_ENV")).isEqualTo("production");
    assertThat(gateway.ssh("shop").run("run", "exit 42").code()).isEqualTo(42);
  }

  @Test
  void aOneOffIsOnTheNetworksOfItsStackOnlyAndNoTask() throws JsonProcessingException {
    String name = output("shop", "run", "--detach", "sleep", "600");
    JsonNode oneOff = JSON.readTree(swarm.docker("container", "inspect", name)).get(0);
    assertThat(oneOff.at("/NetworkSettings/Networks").fieldNames())
        .toIterable()
        .containsExactly("shop_open");
    assertThat(oneOff.at("/HostConfig/Memory").asLong()).isEqualTo(64L << 20);
    assertThat(oneOff.at("/Config/Labels").fieldNames())
        .toIterable()
        .contains("hatchway.app")
        .noneMatch(key -> key.startsWith("com.docker."));
    assertThat(names("shop")).contains("run.");
    assertThat(swarm.docker("stack", "ps", "shop")).doesNotContain(".run.");
    swarm.docker("rm", "--force", name);
  }

  @Test
  void aTaskThatHasEndedDoesNotHideTheOneThatTookItsSlot() {
    String killed = swarm.docker("ps", "--quiet", "--no-trunc", "--filter", "name=shop_agent.");
    swarm.docker("kill", killed);
    await("another task")
        .atMost(DEPLOYED)
        .until(() -> !swarm.docker("ps", "--quiet", "--filter", "name=shop_agent.").isEmpty());
    assertThat(swarm.docker("ps", "--all", "--quiet", "--no-trunc")).contains(killed);
    assertThat(names("shop")).startsWith("agent.1\nweb.1\n");
    assertThat(output("shop", "enter", "agent.1", "hostname")).isNotEmpty();
    assertThat(output("shop", "ps", "--format", "json", "agent"))
        .contains("running")
        .doesNotContain(killed);
  }

  @Test
  void onANetworkThatIsForTasksOnlyNoOneOffIsStarted() {
    deploy("shut", "closed");
    assertThat(output("shut", "enter", "web.1", "echo $SLOT")).isEqualTo("1");
    Result run = gateway.ssh("shut").run("run", "true");
    assertThat(run.code()).isEqualTo(125);
    assertThat(run.err()).contains("shut_closed", "attachable: true");
    assertThat(run.out()).isEmpty();
    assertThat(swarm.docker("ps", "--all", "--format", "{{.Names}}")).doesNotContain("shut.run.");
    swarm.docker("stack", "rm", "shut");
  }

  private void deploy(String stack, String network) {
    swarm.deploy(stack, stack(world.images().busybox(), network));
    await("the tasks of " + stack)
        .atMost(DEPLOYED)
        .until(
            () -> swarm.running().stream().filter(name -> name.startsWith(stack + "_")).count(),
            running -> running == 3);
  }

  private String names(String app) {
    return gateway.ssh(app).run("ps", "--format", "names").succeeded().out();
  }

  private String output(String login, String... words) {
    return gateway.ssh(login).run(words).succeeded().out().strip();
  }

  /** {@code web} has a published port and so is on the ingress network, too. */
  private static String stack(String image, String network) {
    return """
      version: "3.8"
      services:
        web:
          image: %1$s
          command: ["httpd", "-f", "-p", "8080", "-h", "/srv"]
          environment: {SLOT: "{{.Task.Slot}}", RAILS_ENV: production}
          stop_grace_period: 1s
          networks: [%2$s]
          ports: ["8080"]
          deploy: {replicas: 2, resources: {limits: {memory: 64M}}}
        agent:
          image: %1$s
          command: ["sleep", "1000000"]
          stop_grace_period: 1s
          networks: [%2$s]
          deploy: {mode: global}
      networks:
        open: {driver: overlay, attachable: true}
        closed: {driver: overlay}
      """
        .formatted(image, network);
  }
}
