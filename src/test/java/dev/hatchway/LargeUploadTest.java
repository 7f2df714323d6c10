package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large file on its way into a one-off, and the memory that it takes. */
@InWorld
class LargeUploadTest {
  private static final long MEBIBYTE = 1024 * 1024;

  /** What the gateway may hold in memory while a file of any size passes. */
  private static final long MOST_MEMORY = 200L * 1000 * 1000;

  private final World world;

  LargeUploadTest(World world) {
    this.world = world;
    world.app();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-O"})
  void aLargeFileArrivesWholeAndTakesLittleMemory(String protocol) {
    Path file =
        world.machine().sparseFile("large", (world.machine().full() ? 1024 : 256) * MEBIBYTE);
    try (var gateway = TestGateway.start(Home.create(world.machine()))) {
      Ssh ssh = gateway.ssh(world.app().name());
      ssh.scp(protocol, file.toString(), ":large").succeeded();
      Program sum = ssh.command("run", "sha256sum", "/tmp/uploads/large");
      Result result = sum.within(Machine.LONG_LIMIT).run().succeeded();
      assertThat(result.out()).startsWith(Digest.ofFile(file));
      assertThat(gateway.peakMemory()).isLessThan(MOST_MEMORY);
      assertThat(gateway.home().filesInVar()).noneMatch(left -> left.endsWith("large"));
    } finally {
      world.machine().delete(file);
      world.engine().awaitNoOneOffs(world.app().name());
    }
  }
}
