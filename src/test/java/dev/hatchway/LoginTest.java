package dev.hatchway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may log in: the keys of {@code authorized_keys} and nobody else. */
@InWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
  /** What {@code ssh} ends with when it was not let in. */
  private static final int NOT_LET_IN = 255;

  /** A change of the file holds for the next login; the clock of a file system is coarse. */
  private static final Duration IN_FORCE = Duration.ofSeconds(3);

  private final World world;
  private final TestGateway gateway;

  LoginTest(World world) {
    this.world = world;
    world.app();
    world.engine();
    this.gateway = TestGateway.start(Home.create(world.machine()));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,3072", "rsa,4096"})
  void aKeyOfThatKindLetsIn(String type, String bits) {
    Path key = Home.newKey(world.machine(), "-t", type, "-b", bits, "-C", "bob");
    gateway.home().authorize(Home.publicKey(key));
    awaitIn(key);
    assertThat(alice().with(key).run("whoami").out()).contains("bob");
  }

  @Test
  void anRsaKeyOfTwoThousandBitsIsRefused() {
    Path key = Home.newKey(world.machine(), "-t", "rsa", "-b", "2048", "-C", "carol");
    gateway.home().authorize(Home.publicKey(key));
    Path sentinel = gateway.home().newUser("after-carol");
    awaitIn(sentinel);
    assertThat(alice().with(key).run("whoami").code()).isEqualTo(NOT_LET_IN);
  }

  @Test
  void aKeyIsInForceFromTheNextLoginAndNoLongerWhenItIsGone() {
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "dave");
    String line = Home.publicKey(key);
    assertThat(alice().with(key).run("whoami").code()).isEqualTo(NOT_LET_IN);
    gateway.home().authorize(line);
    awaitIn(key);
    gateway.home().withdraw(line);
    await().atMost(IN_FORCE).until(() -> alice().with(key).run("whoami").code() == NOT_LET_IN);
    assertThat(alice().run("whoami").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-option", "no-such-option=\"value\"", "tunnel=\"1\""})
  void anUnknownOptionRefusesTheKeyAndNamesItsLine(String option) {
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "erin");
    gateway.home().authorize(option + " " + Home.publicKey(key));
    Path sentinel = gateway.home().newUser("after-erin");
    awaitIn(sentinel);
    assertThat(alice().with(key).run("whoami").code()).isEqualTo(NOT_LET_IN);
    assertThat(alice().run("whoami").code()).isZero();
    long line = Home.read(gateway.home().authorizedKeys()).lines().count() - 1;
    assertThat(gateway.log()).contains(option.replaceAll("=.*", "")).contains(Long.toString(line));
  }

  @Test
  void linesThatAreNotKeysHarmNobody() {
    gateway.home().authorize("").authorize("# a comment").authorize("ssh-ed25519 not-a-key frank");
    Path sentinel = gateway.home().newUser("after-frank");
    awaitIn(sentinel);
    assertThat(alice().run("whoami").code()).isZero();
  }

  @Test
  void appsAndVerbsOfAKeyAreItsLimits() {
    String app = world.app().name();
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "grace");
    gateway.home().authorize("verbs=\"ps,logs\",apps=\"" + app + "\" " + Home.publicKey(key));
    await().atMost(IN_FORCE).until(() -> alice().with(key).run("ps").code() == 0);
    Result refused = alice().with(key).run("run", "true");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).startsWith(" !     ").contains("run");
    assertThat(alice().with(key).run("enter", "web.1", "true").code()).isEqualTo(1);
    assertThat(alice().as(app + "+web.1").with(key).run("true").code()).isEqualTo(1);
    world.engine().awaitNoOneOffs(app);
  }

  @Test
  void anAppThatOneMayNotUseLooksLikeNone() {
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "heidi");
    gateway.home().authorize("apps=\"other-*\" " + Home.publicKey(key));
    await().atMost(IN_FORCE).until(() -> alice().with(key).run("ps").code() == 20);
    Result forbidden = alice().with(key).run("run", "true");
    Result unknown = alice().as("other-app").with(key).run("run", "true");
    assertThat(forbidden.code()).isEqualTo(20);
    assertThat(forbidden.err().replace(world.app().name(), "NAME"))
        .isEqualTo(unknown.err().replace("other-app", "NAME"));
  }

  @Test
  void theIdentityIsTheKeyThatSigned() {
    Path offered = gateway.home().newUser("ivan");
    Path signing = gateway.home().newUser("judy");
    awaitIn(signing);
    // The client offers the first key, whose private part it does not have, then signs with the
    // second.
    Path publicOnly = world.machine().newFile("offered");
    world.machine().program("cp", offered + ".pub", publicOnly + ".pub").run().succeeded();
    Result result = alice().with(signing).with("-i", publicOnly + ".pub").run("whoami");
    assertThat(result.out()).contains("judy").doesNotContain("ivan");
  }

  @Test
  void aStrangersKeyIsRefused() {
    Path key = Home.newKey(world.machine(), "-t", "ed25519", "-C", "mallory");
    Result result = alice().with(key).run("whoami");
    assertThat(result.err()).contains("Permission denied (publickey).");
    assertThat(result.code()).isEqualTo(NOT_LET_IN);
  }

  @Test
  void onlyPublicKeysAreOffered() {
    Result result =
        alice().with("-o", "PreferredAuthentications=password,keyboard-interactive").run("whoami");
    assertThat(result.err()).contains("Permission denied (publickey).");
    assertThat(result.code()).isEqualTo(NOT_LET_IN);
  }

  private void awaitIn(Path key) {
    await().atMost(IN_FORCE).until(() -> alice().with(key).run("whoami").code() == 0);
  }

  private Ssh alice() {
    return gateway.ssh(world.app().name());
  }
}
