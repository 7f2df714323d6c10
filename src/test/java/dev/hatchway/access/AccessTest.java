package dev.hatchway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.AppName;
import dev.hatchway.model.Permission;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final AppName SHOP = new AppName("shop");
  private static final AppName BLOG = new AppName("blog");
  private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress AWAY = InetAddress.ofLiteral("203.0.113.9");

  @TempDir Path folder;
  private Path file;
  private KeyMaker.Made alice;
  private Access access;
  private Instant now = Instant.parse("2027-01-01T12:00:00Z");

  @BeforeEach
  void makeKey() throws Exception {
    file = folder.resolve("authorized_keys");
    alice = new KeyMaker(folder).make("alice", "-t", "ed25519");
    access = new Access(new AuthorizedKeys(file), () -> now);
  }

  @Test
  void aKeyInTheFileMayLogIn() throws IOException {
    assertThat(logIn("", HOME)).get().extracting(g -> g.user().name()).isEqualTo("alice");
  }

  @Test
  void anUnknownKeyMayNot() throws IOException {
    logIn("", HOME);
    assertThat(access.logIn("SHA256:x\033[31m", HOME)).isEmpty();
  }

  @Test
  void aKeyMayLogInOnlyFromItsAddresses() throws IOException {
    assertThat(logIn("from=\"192.0.2.0/24,!192.0.2.2\" ", HOME)).isPresent();
    assertThat(logIn("from=\"192.0.2.0/24,!192.0.2.1\" ", HOME)).isEmpty();
    assertThat(logIn("from=\"192.0.2.0/24\" ", AWAY)).isEmpty();
  }

  @Test
  void aKeyMayLogInUntilItExpires() throws IOException {
    assertThat(logIn("expiry-time=\"202701011200Z\" ", HOME)).isPresent();
    now = now.plusSeconds(1);
    assertThat(logIn("expiry-time=\"202701011200Z\" ", HOME)).isEmpty();
  }

  @Test
  void whatTheKeyAllowsIsAllowed() throws IOException {
    Grant grant = logIn("apps=\"shop\",verbs=\"run,ps\" ", HOME).orElseThrow();
    assertThat(access.check(grant, SHOP, Permission.RUN)).isEqualTo(new Decision.Allowed());
    assertThat(access.check(grant, SHOP, Permission.PS)).isEqualTo(new Decision.Allowed());
  }

  @Test
  void whatItDoesNotAllowIsRefusedWithAReason() throws IOException {
    Grant grant = logIn("apps=\"shop\",verbs=\"ps,logs\" ", HOME).orElseThrow();
    assertDenied(
        access.check(grant, SHOP, Permission.RUN),
        "your key does not allow run in shop, only ps, logs; ask whoever runs this gateway");
    assertDenied(
        access.check(grant, BLOG, Permission.PS),
        "your key is not for the app blog; ask whoever runs this gateway");
  }

  @Test
  void aKeyThatExpiresWhileSomebodyIsLoggedInMayDoNothingMore() throws IOException {
    Grant grant = logIn("expiry-time=\"202701011200Z\" ", HOME).orElseThrow();
    now = now.plusSeconds(1);
    assertDenied(
        access.check(grant, SHOP, Permission.PS),
        "your key has expired; ask whoever runs this gateway");
  }

  @Test
  void aKeyThatIsRemovedWhileSomebodyIsLoggedInMayDoNothingMore() throws IOException {
    Grant grant = logIn("", HOME).orElseThrow();
    KeyMaker.write(file, "# nobody");
    assertDenied(
        access.check(grant, SHOP, Permission.PS),
        "your key has been removed; ask whoever runs this gateway");
  }

  @Test
  void aTerminalIsAllowedUnlessTheKeySaysNo() throws IOException {
    assertThat(access.mayAllocateTerminal(logIn("", HOME).orElseThrow()))
        .isEqualTo(new Decision.Allowed());
    assertDenied(
        access.mayAllocateTerminal(logIn("restrict ", HOME).orElseThrow()),
        "your key does not allow a terminal; try without -t");
  }

  @Test
  void oneSeesOnlyTheAppsThatOneMayUse() throws IOException {
    var apps = List.of(SHOP, BLOG, new AppName("shop-2"));
    assertThat(access.visible(logIn("apps=\"shop*\" ", HOME).orElseThrow(), apps))
        .containsExactly(SHOP, new AppName("shop-2"));
    assertThat(access.visible(logIn("", HOME).orElseThrow(), apps)).isEqualTo(apps);
    assertThat(access.visible(logIn("admin,apps=\"x\" ", HOME).orElseThrow(), apps))
        .isEqualTo(apps);
  }

  private Optional<Grant> logIn(String options, InetAddress from) throws IOException {
    KeyMaker.write(file, options + alice.line());
    return access.logIn(alice.fingerprint(), from);
  }

  private static void assertDenied(Decision decision, String reason) {
    assertThat(decision).isEqualTo(new Decision.Denied(reason));
  }
}
