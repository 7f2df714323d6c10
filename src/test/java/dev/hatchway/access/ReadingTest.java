package dev.hatchway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.AppName;
import dev.hatchway.model.Permission;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private KeyMaker.Made alice;
  private KeyMaker.Made bob;
  private KeyMaker keys;

  @BeforeAll
  void makeKeys(@TempDir Path folder) throws Exception {
    keys = new KeyMaker(folder);
    alice = keys.make("alice", "-t", "ed25519");
    bob = keys.make("bob", "-t", "ed25519");
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,256,ssh-ed25519",
    "ecdsa,256,ecdsa-sha2-nistp256",
    "ecdsa,384,ecdsa-sha2-nistp384",
    "ecdsa,521,ecdsa-sha2-nistp521",
    "rsa,3072,ssh-rsa",
    "rsa,4096,ssh-rsa"
  })
  void aKeyHasTheFingerprintThatSshKeygenPrints(String type, String bits, String word)
      throws Exception {
    var made = keys.make(type + bits, "-t", type, "-b", bits);

    Grant grant = only(made.line());

    assertThat(grant.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(grant.keyType()).isEqualTo(word);
    assertThat(grant.user().name()).isEqualTo(type + bits);
  }

  @Test
  void aShortRsaKeyIsRefused() throws Exception {
    var made = keys.make("short", "-t", "rsa", "-b", "2048");
    assertRefused(made.line(), "an RSA key of 2048 bits; it must have 3072 to 16384");
  }

  @Test
  void withoutOptionsAKeyMayDoAllButAdminister() {
    Grant grant = only(alice.line());

    assertThat(grant.permissions()).isEqualTo(EnumSet.allOf(Permission.class));
    assertThat(grant.apps()).isEmpty();
    assertThat(grant.expires()).isEmpty();
    assertThat(grant.from()).isEmpty();
    assertThat(grant.terminal()).isTrue();
    assertThat(grant.admin()).isFalse();
    assertThat(grant.mayUse(new AppName("any"))).isTrue();
  }

  @Test
  void commentsAndBlankLinesAreSkippedAndLinesCounted() {
    Reading reading = read("# people\n\n  \t\r\n  " + alice.line() + "  \r\n\t# " + bob.line());

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.grants()).singleElement().extracting(Grant::line).isEqualTo(4);
    assertThat(reading.grants().getFirst().user().name()).isEqualTo("alice");
  }

  @Test
  void aPersonIsNamedByOptionElseByCommentElseByFingerprint() {
    assertThat(only("name=\"Alice \\\"A\\\" B\" " + alice.line()).user().name())
        .isEqualTo("Alice \"A\" B");
    assertThat(only(alice.bare() + "   alice at  work ").user().name()).isEqualTo("alice at  work");
    assertThat(only(alice.bare()).user().name()).isEqualTo(alice.fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pty|true",
        "no-pty|false",
        "restrict|false",
        "restrict,pty|true",
        "pty,restrict|false",
        "RESTRICT,PTY|true",
        "no-PTY|false",
        "no-port-forwarding,no-agent-forwarding,no-X11-forwarding,no-user-rc|true",
        "port-forwarding,agent-forwarding,X11-forwarding,user-rc|true"
      })
  void theTerminalIsAsTheOptionsSayInTheirOrder(String options, boolean terminal) {
    assertThat(only(options + " " + alice.line()).terminal()).isEqualTo(terminal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restrict|false",
        "no-port-forwarding|false",
        "restrict,port-forwarding|true",
        "no-port-forwarding,verbs=\"run,forward\"|false",
        "verbs=\"forward\"|true"
      })
  void forwardingNeedsBothItsOptionAndItsVerb(String options, boolean forward) {
    assertThat(only(options + " " + alice.line()).permissions().contains(Permission.FORWARD))
        .isEqualTo(forward);
  }

  @Test
  void verbsAreThePermissionsOfTheKey() {
    assertThat(only("verbs=\"ps,logs\" " + alice.line()).permissions())
        .containsExactly(Permission.PS, Permission.LOGS);
  }

  @Test
  void appsArePatternsOfNames() {
    Grant grant = only("apps=\"shop,blog-*,s?b\" " + alice.line());
    assertThat(grant.apps()).containsExactly("shop", "blog-*", "s?b");
    assertThat(grant.mayUse(new AppName("shop"))).isTrue();
    assertThat(grant.mayUse(new AppName("blog-1"))).isTrue();
    assertThat(grant.mayUse(new AppName("sub"))).isTrue();
    assertThat(grant.mayUse(new AppName("shop2"))).isFalse();
    assertThat(grant.mayUse(new AppName("Shop"))).isFalse();
  }

  @Test
  void anAdminMayUseEveryApp() {
    Grant grant = only("admin,apps=\"shop\" " + alice.line());
    assertThat(grant.admin()).isTrue();
    assertThat(grant.mayUse(new AppName("other"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "20270131,2027-01-30T23:00:00Z",
    "20270131Z,2027-01-31T00:00:00Z",
    "202707311530,2027-07-31T13:30:00Z",
    "202707311530Z,2027-07-31T15:30:00Z",
    "20270131153045,2027-01-31T14:30:45Z",
    "20270131153045Z,2027-01-31T15:30:45Z"
  })
  void anExpiryTimeIsLocalUnlessItSaysOtherwise(String text, String instant) {
    assertThat(only("expiry-time=\"" + text + "\" " + alice.line()).expires())
        .contains(Instant.parse(instant));
  }

  @Test
  void theEarlierOfTwoExpiryTimesIsInForce() {
    for (String options :
        new String[] {
          "expiry-time=\"20270101Z\",expiry-time=\"20280101Z\" ",
          "expiry-time=\"20280101Z\",expiry-time=\"20270101Z\" "
        }) {
      assertThat(only(options + alice.line()).expires())
          .contains(Instant.parse("2027-01-01T00:00:00Z"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo|unknown option foo; the key is refused",
        "pty,foo=\"x\"|unknown option foo; the key is refused",
        "no-admin|unknown option no-admin; the key is refused",
        "pty=\"x\"|option pty takes no value",
        "pty,,admin|a comma stands there without an option",
        "pty,|a comma stands there without an option",
        "=\"x\"|a comma stands there without an option",
        "apps|option apps has no value; write apps=\"…\"",
        "apps=shop|an option's value is not in quotes",
        "apps=\"a\"\"b\"|a comma is missing after an option's value",
        "apps=\"\"|apps has \"\", which is neither an app's name nor a pattern of names",
        "apps=\"a,\"|apps has \"\", which",
        "apps=\"a, b\"|apps has \" b\", which",
        "apps=\"!a\"|apps has \"!a\", which",
        "apps=\"a\",apps=\"b\"|option apps stands twice; keep one",
        "verbs=\"\"|verbs has no verb \"\"",
        "verbs=\"run,fly\"|verbs has no verb \"fly\"",
        "verbs=\"RUN\"|verbs has no verb \"RUN\"",
        "name=\"\"|the name or comment is empty or longer than 128 characters",
        "name=\"a\",name=\"b\"|option name stands twice; keep one",
        "from=\"1.2.3.4\",from=\"1.2.3.5\"|option from stands twice; keep one",
        "from=\"\"|from has \"\", which is not an address",
        "from=\"host.example\"|from has \"host.example\", which is not an address (names of hosts",
        "from=\"10.0.0.1/8\"|from has the network \"10.0.0.1/8\", whose address is longer",
        "expiry-time=\"2027-01-31\"|expiry-time is \"2027-01-31\", but should be YYYYMMDD",
        "expiry-time=\"20270230\"|expiry-time is \"20270230\", but should be",
        "expiry-time=\"\"|expiry-time is \"\", but should be",
      })
  void aWrongOptionRefusesTheKey(String options, String reason) {
    assertRefused(options + " " + alice.line(), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command=\"ls\"",
        "environment=\"A=B\"",
        "permitopen=\"db:1\"",
        "permitlisten=\"1\"",
        "principals=\"a\"",
        "cert-authority",
        "@cert-authority",
        "tunnel=\"1\"",
        "no-touch-required",
        "verify-required"
      })
  void anOptionThatIsNotInForceYetRefusesTheKey(String option) {
    String name = option.replaceFirst("=.*", "");
    assertRefused(option + " " + alice.line(), "option " + name + " is not in force yet");
    assertRefused("pty," + option + ",pty " + alice.line(), "option " + name + " is not in force");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ssh-dss|DSA keys are not safe; make one with ssh-keygen -t ed25519",
        "sk-ssh-ed25519@openssh.com|keys of type \"sk-ssh-ed25519@openssh.com\" are not in force yet",
        "sk-ecdsa-sha2-nistp256@openssh.com|keys of type",
        "ssh-ed25519-cert-v01@openssh.com|\"ssh-ed25519-cert-v01@openssh.com\" is a certificate",
        "ssh-foo|unknown option ssh-foo"
      })
  void otherTypesOfKeysAreRefused(String type, String reason) {
    assertRefused(type + " " + key(alice) + " alice", reason);
  }

  @Test
  void aKeyThatIsNotWhatItsLineSaysIsRefused() {
    assertRefused(
        "ssh-rsa " + key(alice), "the key says that it is \"ssh-ed25519\", the line says");
    assertRefused("ssh-ed25519 " + key(alice).substring(0, 40), "the key is cut off");
    assertRefused("ssh-ed25519 AAAA", "the key is cut off");
    assertRefused("ssh-ed25519", "the key itself is missing");
    assertRefused("pty ssh-ed25519", "the key itself is missing");
    assertRefused("ssh-ed25519 ====", "the key is not base64");
    assertRefused("ssh-ed25519 alice@host", "the key is not base64");
    assertRefused("ssh-ed25519 " + key(alice) + "AAAA", "the key is followed by bytes");
  }

  @Test
  void anRsaKeyThatAnybodyCanSignForIsRefused() {
    byte[] modulus = new byte[385];
    modulus[1] = -1;
    modulus[384] = 1;
    String one = blob("ssh-rsa".getBytes(StandardCharsets.US_ASCII), new byte[] {1}, modulus);
    assertRefused("ssh-rsa " + one, "the key's exponent is not one of an RSA key");
  }

  @Test
  void anUnusualSpellingOfANumberIsRefused() {
    byte[] padded = new byte[387];
    padded[3] = -1;
    String key = blob("ssh-rsa".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 0, 1}, padded);
    assertRefused("ssh-rsa " + key, "a number of the key is not written as RFC 4251 asks");
  }

  @Test
  void aBadLineAffectsNoOther() {
    Reading reading =
        read(
            String.join(
                "\n",
                "from=\"1.2.3.4 " + bob.line(),
                alice.line(),
                "x".repeat(1 << 20),
                "foo " + alice.line(),
                "name=\"bob\\\" " + bob.line(),
                bob.line()));

    assertThat(reading.grants()).extracting(Grant::line).containsExactly(2, 6);
    assertThat(reading.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "line 1: a quote is not closed",
            "line 3: the line is longer than 16 KiB",
            "line 4: unknown option foo; the key is refused",
            "line 5: a quote is not closed");
  }

  @Test
  void theFirstOfTwoLinesOfAKeyIsInForce() {
    Reading reading = read("no-pty " + alice.line() + "\n" + alice.line());

    assertThat(reading.grants()).singleElement().extracting(Grant::terminal).isEqualTo(false);
    assertThat(reading.problems())
        .containsExactly(new Problem(2, "the key stands on line 1 already, which is in force"));
  }

  @Test
  void twoKeysOnALineAreRefused() {
    assertRefused(alice.line() + " " + bob.line(), "two keys are in the line; write one on each");
    assertThat(only(alice.bare() + " my ssh-ed25519 key").user().name())
        .isEqualTo("my ssh-ed25519 key");
  }

  @Test
  void controlCharactersAreRefused() {
    for (String character : new String[] {"\0", "\033[31m", "\r", "\u009b"}) {
      assertRefused(alice.bare() + " a" + character + "b", "a control character is in the line");
    }
  }

  @Test
  void aLongNameIsRefused() {
    assertRefused(alice.bare() + " " + "n".repeat(129), "the name or comment is empty or longer");
    assertThat(only(alice.bare() + " " + "n".repeat(128)).user().name()).hasSize(128);
  }

  @Test
  void aLineThatIsNotUtf8AffectsNoOther() {
    byte[] latin = (alice.bare() + " M\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] good = bob.line().getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[latin.length + good.length];
    System.arraycopy(latin, 0, both, 0, latin.length);
    System.arraycopy(good, 0, both, latin.length, good.length);

    Reading reading = Reading.of(both, BERLIN);

    assertThat(reading.grants()).extracting(Grant::line).containsExactly(2);
    assertThat(reading.problems()).containsExactly(new Problem(1, "the line is not UTF-8 text"));
  }

  @Test
  void aPrivateKeyIsReportedWithoutAnyOfItsWords() throws Exception {
    String secret = Files.readString(alice.privateKey());

    Reading reading = read(secret + bob.line());

    assertThat(reading.grants()).extracting(Grant::line).hasSize(1);
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .startsWith("line 1: a private key, or another block, begins here; remove it");
  }

  @Test
  void aPrivateKeyWithoutItsFirstAndLastLineIsNotRepeatedEither() throws Exception {
    String body = Files.readString(alice.privateKey()).replaceAll("-----.*-----\n", "");

    Reading reading = read(body + "pty " + bob.line());

    assertThat(reading.grants()).hasSize(1);
    assertThat(reading.problems())
        .hasSize((int) body.lines().count())
        .allMatch(problem -> problem.text().equals("no key is in the line"));
  }

  @Test
  void aBlockWithoutAnEndHidesNoKey() {
    Reading reading = read("-----BEGIN X-----\nabc\npty " + alice.line() + "\n" + bob.line());
    assertThat(reading.grants()).extracting(Grant::line).containsExactly(3, 4);
  }

  @Test
  void noiseLetsNobodyInAndFillsNoLog() {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);

    Reading reading = Reading.of(noise, BERLIN);

    assertThat(reading.grants()).isEmpty();
    assertThat(reading.problems()).hasSize(100);
    assertThat(reading.problems().getLast().text()).contains("more lines after it");
  }

  private Grant only(String line) {
    Reading reading = read(line);
    assertThat(reading.problems()).isEmpty();
    return reading.grants().getFirst();
  }

  private void assertRefused(String line, String reason) {
    Reading reading = read(line + "\n" + bob.line().replace(" bob", " other"));
    assertThat(reading.problems()).singleElement().extracting(Problem::line).isEqualTo(1);
    assertThat(reading.problems().getFirst().text()).startsWith(reason);
    assertThat(reading.grants()).extracting(Grant::line).containsExactly(2);
  }

  private static Reading read(String text) {
    return Reading.of(text.getBytes(StandardCharsets.UTF_8), BERLIN);
  }

  private static String key(KeyMaker.Made made) {
    return made.line().split(" ", -1)[1];
  }

  private static String blob(byte[]... parts) {
    var buffer = ByteBuffer.allocate(4_096);
    for (byte[] part : parts) {
      buffer.putInt(part.length).put(part);
    }
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), buffer.position()));
  }
}
