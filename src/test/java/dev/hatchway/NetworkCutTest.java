package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Line 10 of the contract, on a network of its own that is really cut. */
@InWorld
class NetworkCutTest {
  private static final String SETTINGS =
      "limits: {keepalive: 1s, keepalive-count: 2}\nrun: {on-disconnect: keep}\n";

  private static final Duration FOUND = Duration.ofSeconds(4);

  /** Line 11 of the contract. */
  private static final Duration TREE_GONE = FOUND.plusSeconds(2);

  private static final Duration GONE = FOUND.plusSeconds(15);
  private static final String NAMED = "echo $DYNO; trap 'exit 1' TERM; while :; do sleep 0.1; done";

  private final World world;

  NetworkCutTest(World world) {
    this.world = world;
  }

  /** A cable that is unplugged, and a client that is in another network all at once. */
  @ParameterizedTest
  @ValueSource(strings = {"link set %s down", "address flush dev %s"})
  void whatWasPromisedHappensToEachKindOfSession(String cut) {
    String app = world.app().name();
    int sleep = 3_000_000 + world.machine().newNumber() * 10;
    try (var network = FarNetwork.open(world.machine());
        var gateway =
            TestGateway.start(
                Home.create(world.machine()).settings(SETTINGS),
                "--listen",
                network.nearAddress() + ":0")) {
      Ssh ssh = gateway.ssh(app).with("-o", "HostName=" + network.nearAddress());
      try (var kept = network.behind(ssh.command("run", NAMED)).start();
          var stopped =
              network.behind(ssh.command("run", "--on-disconnect", "stop", NAMED)).start();
          var entered =
              network
                  .behind(ssh.command("enter", "web.1", "echo run.0; exec sleep " + sleep))
                  .start()) {
        kept.awaitOutput("run.");
        stopped.awaitOutput("run.");
        entered.awaitOutput("run.");
        network.far(cut.formatted(network.farDevice()));
        await("the tree of the enter is gone")
            .atMost(TREE_GONE)
            .until(
                () ->
                    world.engine().processesOf(world.app().container("web", 1)).stream()
                        .noneMatch(line -> line.contains("sleep " + sleep)));
        await("the one-off that was to be stopped is gone")
            .atMost(GONE)
            .until(() -> !world.engine().has(app + "." + stopped.outSoFar().strip()));
        String stays = app + "." + kept.outSoFar().strip();
        assertThat(world.engine().inspect(stays).at("/State/Running").asBoolean()).isTrue();
        world.engine().docker("rm", "-f", stays);
      }
    }
  }

  /** A network namespace of Linux, with a cable from here to there. */
  private record FarNetwork(Machine machine, int number) implements AutoCloseable {
    /** Network cards have names of at most 15 characters. */
    private static final int NUMBERS = 10_000;

    private static final int ADDRESSES = 250;

    static FarNetwork open(Machine machine) {
      long unique = ProcessHandle.current().pid() + machine.newNumber();
      var network = new FarNetwork(machine, (int) (unique % NUMBERS));
      assumeTrue(
          machine.program("ip", "netns", "add", network.name()).run().code() == 0,
          "only root makes networks");
      network.near("link add %s type veth peer name %s netns %s");
      network.near("address add " + network.nearAddress() + "/30 dev %s");
      network.near("link set %s up");
      network.far("address add " + network.address(2) + "/30 dev " + network.farDevice());
      network.far("link set " + network.farDevice() + " up");
      return network;
    }

    String nearAddress() {
      return address(1);
    }

    String farDevice() {
      return "hwf" + number;
    }

    /** Runs {@code ip} on the far side. */
    void far(String words) {
      ip("-n " + name() + " " + words);
    }

    /** The same program, started on the far side. */
    Program behind(Program program) {
      return program.behind("ip", "netns", "exec", name());
    }

    @Override
    public void close() {
      ip("netns delete " + name());
    }

    private void near(String words) {
      ip(words.formatted("hwn" + number, farDevice(), name()));
    }

    private void ip(String words) {
      machine.program(("ip " + words).split(" ", -1)).run().succeeded();
    }

    private String name() {
      return "hatchway" + number;
    }

    /** Of the range for tests of network devices (RFC 2544). */
    private String address(int host) {
      return "198.18.%d.%d".formatted(number / ADDRESSES, number % ADDRESSES / 4 * 4 + host);
    }
  }
}
