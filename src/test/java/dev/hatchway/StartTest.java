package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hatchway serve} and {@code hatchway check}: what stops a start, and how it is said. */
@InWorld
class StartTest {
  /** What {@code ssh} itself ends with: never used by the gateway. */
  private static final int SSHS_OWN = 255;

  private final World world;

  StartTest(World world) {
    this.world = world;
    world.engine();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: {ttl: banana} | run.ttl | banana",
        "run: {reattach-grace: 60} | run.reattach-grace | 60",
        "run: {keep: perhaps} | run.keep | perhaps",
        "run: {retention: never} | run.retention | never",
        "listen: nowhere | listen | nowhere",
        "listen: 127.0.0.1:99999 | listen | 99999",
        "runn: {ttl: 1h} | runn | runn",
        "server: {proxy-protocol-from: [10.0.0.1]} | server | server"
      })
  void aWrongSettingStopsTheStartAndIsNamed(String yaml, String key, String value) {
    Home home = Home.create(world.machine()).settings(yaml + "\n");
    List<String> check = List.of("check", "--home", home.folder().toString());
    // No --listen, which would be taken before the setting of that name.
    List<String> serve = List.of("serve", "--home", home.folder().toString());
    for (List<String> words : List.of(check, serve)) {
      Result result = TestGateway.hatchway(world.machine(), words).run();
      assertThat(result.err()).contains("hatchway.yaml", key, value);
      assertStopped(result);
    }
  }

  @Test
  void aSettingGivenTwiceIsNamed() {
    Home home = Home.create(world.machine()).settings("account: one\naccount: two\n");
    Result result = TestGateway.serve(home).run();
    assertThat(result.err()).contains("hatchway.yaml", "account");
    assertStopped(result);
  }

  @Test
  void aWrongAppFileIsNamed() {
    Home home = Home.create(world.machine()).app("broken", "imagine: something\n");
    List<String> check = List.of("check", "--home", home.folder().toString());
    Result result = TestGateway.hatchway(world.machine(), check).run();
    assertThat(result.err()).contains("broken.yaml", "imagine");
    assertStopped(result);
  }

  @Test
  void checkFindsNothingWrongWithAGoodHome() {
    Home home = Home.create(world.machine());
    List<String> check = List.of("check", "--home", home.folder().toString());
    Result result = TestGateway.hatchway(world.machine(), check).run();
    assertThat(result.code()).as(result.toString()).isZero();
  }

  @Test
  void checkNamesAnEngineThatDoesNotAnswer() {
    Home home = Home.create(world.machine());
    String host = EngineProxy.host(world.machine().newFile("nowhere.sock"));
    Result result =
        TestGateway.hatchway(world.machine(), List.of("check", "--home", home.folder().toString()))
            .with("DOCKER_HOST", host)
            .run();
    assertThat(result.err()).contains("nowhere.sock");
    assertStopped(result);
  }

  @Test
  void checkNamesTheLineOfAKeyThatIsRefused() {
    Home home = Home.create(world.machine());
    home.authorize("no-such-option " + Home.publicKey(home.key()));
    List<String> check = List.of("check", "--home", home.folder().toString());
    Result result = TestGateway.hatchway(world.machine(), check).run();
    assertThat(result.out() + result.err()).contains("authorized_keys", "2", "no-such-option");
    assertThat(result.code()).isNotZero();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    Home home = Home.create(world.machine());
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Result result = TestGateway.serve(home, "--listen", "127.0.0.1:" + port).run();
      assertThat(result.err()).contains(port);
      assertStopped(result);
    }
    TestGateway.start(home).close();
  }

  @Test
  void aSecondGatewayOnTheSameHomeIsRefusedAndHarmsTheFirstNot() {
    TestGateway first = world.gateway();
    Result result = TestGateway.serve(first.home()).run();
    assertThat(result.err()).contains(first.home().folder().toString());
    assertStopped(result);
    assertThat(world.ssh().run("run", "echo", "well").out()).isEqualTo("well\n");
  }

  @Test
  void anUnreadableKeyFileStopsTheStartAndIsNamed() throws IOException {
    Home home = Home.create(world.machine());
    // A folder of that name: root, who may run the tests, can read every file.
    Files.delete(home.authorizedKeys());
    Files.createDirectory(home.authorizedKeys());
    Result result = TestGateway.serve(home).run();
    assertThat(result.err()).contains("authorized_keys");
    assertStopped(result);
  }

  @Test
  void aBrokenHostKeyStopsTheStartAndIsNamed() throws IOException {
    Home home = Home.create(world.machine());
    TestGateway.start(home).close();
    var hostKey =
        Home.files(home.folder().resolve("keys")).stream()
            .filter(file -> file.getFileName().toString().matches("host_.*(?<!\\.pub)"))
            .findFirst()
            .orElseThrow();
    Files.writeString(hostKey, "not a key\n");
    Result result = TestGateway.serve(home).run();
    assertThat(result.err()).contains(hostKey.getFileName().toString());
    assertStopped(result);
  }

  @Test
  void withoutAnyKeyNobodyIsLetInAndTheFirstStepIsSaid() throws IOException {
    Home home = Home.create(world.machine());
    Files.delete(home.authorizedKeys());
    try (var gateway = TestGateway.start(home)) {
      assertThat(gateway.log()).contains("authorized_keys");
      assertThat(gateway.ssh("hatchway").run("whoami").code()).isEqualTo(SSHS_OWN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help", "check --help"})
  void helpIsAnswered(String line) {
    Result result = TestGateway.hatchway(world.machine(), List.of(line.split(" ", -1))).run();
    assertThat(result.out()).containsIgnoringCase("usage").contains("--help");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frobnicate", "serve --frobnicate", "serve --listen nowhere"})
  void wrongWordsAreNamed(String line) {
    Result result = TestGateway.hatchway(world.machine(), List.of(line.split(" ", -1))).run();
    assertThat(result.err()).contains(line.replaceAll(".* ", ""));
    assertThat(result.code()).isEqualTo(2);
  }

  private static void assertStopped(Result result) {
    assertThat(result.code()).as(result.toString()).isNotZero().isNotEqualTo(SSHS_OWN);
    assertThat(result.err()).doesNotContain("\tat ");
  }
}
