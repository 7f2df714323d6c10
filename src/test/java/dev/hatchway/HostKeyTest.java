package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gateway's own keys and what it offers to clients. */
@InWorld
class HostKeyTest {
  private final World world;

  HostKeyTest(World world) {
    this.world = world;
    world.engine();
  }

  @Test
  void hostKeysAreMadeAtTheFirstStartAndKept() throws IOException {
    Home home = Home.create(world.machine());
    Map<Path, String> first;
    String offered;
    try (var gateway = TestGateway.start(home)) {
      first = hostKeys(home);
      offered = offeredBy(gateway);
    }
    assertThat(first.size()).isGreaterThanOrEqualTo(3);
    for (Path key : first.keySet()) {
      boolean open = key.toString().endsWith(".pub");
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(key));
      assertThat(open ? "rw-------" : mode).as(key.toString()).isEqualTo("rw-------");
    }
    // The ECDSA key is made, but ssh-audit fails every server that offers one on a NIST curve.
    assertThat(offered).contains("ssh-ed25519", "ssh-rsa");
    try (var gateway = TestGateway.start(home)) {
      assertThat(hostKeys(home)).isEqualTo(first);
      assertThat(offeredBy(gateway)).isEqualTo(offered);
    }
  }

  @Test
  void theAuditOfTheServerFindsNoFailure() {
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      String port = Integer.toString(gateway.port());
      Result audit = world.machine().program("ssh-audit", "-n", "-p", port, "127.0.0.1").run();
      assertThat(audit.out()).contains("(kex)", "(key)", "(enc)", "(mac)").doesNotContain("[fail]");
    }
  }

  @Test
  void aClientThatKnowsOnlyOldAlgorithmsIsNotServed() {
    Ssh ssh = world.ssh();
    for (String option :
        List.of(
            "KexAlgorithms=diffie-hellman-group14-sha1",
            "Ciphers=aes128-cbc",
            "Ciphers=3des-cbc")) {
      assertThat(ssh.with("-o", option).run("whoami").code()).as(option).isEqualTo(255);
    }
    // A cipher with a tag of its own needs no MAC, so one without is chosen to see the MACs.
    Ssh counter = ssh.with("-o", "Ciphers=aes128-ctr");
    assertThat(counter.with("-o", "MACs=hmac-sha1").run("whoami").code()).isEqualTo(255);
    assertThat(counter.with("-o", "MACs=hmac-sha2-256-etm@openssh.com").run("whoami").code())
        .isZero();
    assertThat(ssh.with("-o", "Compression=yes").run("run", "echo", "plain").out())
        .isEqualTo("plain\n");
  }

  private static Map<Path, String> hostKeys(Home home) throws IOException {
    try (Stream<Path> files = Files.list(home.folder().resolve("keys"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("host_"))
          .collect(Collectors.toMap(file -> file, Digest::ofFile));
    }
  }

  private String offeredBy(TestGateway gateway) {
    String port = Integer.toString(gateway.port());
    String types = "ed25519,ecdsa,rsa";
    return world
        .machine()
        .program("ssh-keyscan", "-p", port, "-t", types, "127.0.0.1")
        .run()
        .out()
        .lines()
        .map(line -> line.replaceAll("^\\S+ ", ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
