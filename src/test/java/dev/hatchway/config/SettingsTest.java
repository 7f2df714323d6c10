package dev.hatchway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hatchway.model.Limits;
import dev.hatchway.model.OnDisconnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  /** Every key in force, as a person writes it. */
  private static final List<String> KEYS =
      List.of(
          "listen",
          "account",
          "engine.host",
          "run.keep",
          "run.ttl",
          "run.reattach-grace",
          "run.image-allowed",
          "run.sizes",
          "uploads.quota",
          "limits.login-grace",
          "limits.auth-attempts",
          "limits.sessions",
          "limits.sessions-per-user",
          "limits.keepalive",
          "limits.keepalive-count",
          "drain.timeout");

  @TempDir Path home;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(home.resolve("conf"));
  }

  @Test
  void theseAreAllDefaults() {
    Settings settings = Settings.load(home);

    assertThat(settings.listen()).hasToString("127.0.0.1:2222");
    assertThat(settings.account()).isEqualTo("hatchway");
    assertThat(settings.engine().host()).isEmpty();
    assertThat(settings.run().keep()).isFalse();
    assertThat(settings.run().ttl()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.run().reattachGrace()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.run().imageAllowed()).isFalse();
    assertThat(settings.run().sizes()).isEmpty();
    assertThat(settings.uploads().quota()).isEqualTo(1_073_741_824);
    assertThat(settings.limits().loginGrace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.limits().authAttempts()).isEqualTo(6);
    assertThat(settings.limits().sessions()).isEqualTo(1_000);
    assertThat(settings.limits().sessionsPerUser()).isEqualTo(50);
    assertThat(settings.limits().keepalive()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.limits().keepaliveCount()).isEqualTo(4);
    assertThat(settings.drain().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theExampleInTheProjectHasEveryKeyWithItsDefault() throws IOException {
    Path example = Path.of("conf", "hatchway.yaml");
    assertThat(Settings.load(Path.of(""))).isEqualTo(Settings.DEFAULTS);

    List<String> lines = Files.readAllLines(example);
    for (String key : KEYS) {
      String[] parts = key.split("\\.", -1);
      Pattern line = Pattern.compile("(  )?(# )?" + parts[parts.length - 1] + ": \\S.*");
      assertThat(lines).as(key).anyMatch(text -> line.matcher(text).matches());
    }
    // Engine.host has no value by default, because DOCKER_HOST comes first then.
    assertThat(lines).contains("  # host: unix:///var/run/docker.sock");
  }

  @Test
  void everyLineOfTheExampleIsReadAndNotOnlyPassedOver() throws IOException {
    for (String key : KEYS) {
      String[] parts = key.split("\\.", -1);
      write(parts.length == 1 ? key + ": [x]\n" : parts[0] + ":\n  " + parts[1] + ": [x]\n");
      assertWrong(parts.length + ": " + key + " must ");
    }
  }

  @Test
  void everyValueCanBeSet() throws IOException {
    write(
        """
        listen: "[::1]:0"
        account: gate
        engine: {host: "tcp://127.0.0.1:2375"}
        run:
          keep: true
          ttl: 7d
          idle: 1h
          on-disconnect: keep
          reattach-grace: 0
          retention: 2d
          takeover: 3m
          image-allowed: true
          sizes: {small: {cpu: 0.5, memory: 256m}, wide: {cpu: 2}}
        uploads: {quota: 512m}
        limits: {login-grace: 2m, auth-attempts: 3, sessions: 10, sessions-per-user: 2,
          keepalive: 0, keepalive-count: 9}
        drain: {timeout: 1h30m}
        """);
    assertThat(Settings.load(home))
        .isEqualTo(
            new Settings(
                new Address("::1", 0),
                "gate",
                new Settings.Engine(Optional.of("tcp://127.0.0.1:2375")),
                new Settings.Run(
                    true,
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    OnDisconnect.KEEP,
                    Duration.ZERO,
                    Duration.ofDays(2),
                    Duration.ofMinutes(3),
                    true,
                    Map.of(
                        "small",
                        new Limits(OptionalLong.of(500_000_000), OptionalLong.of(256L << 20)),
                        "wide",
                        new Limits(OptionalLong.of(2_000_000_000), OptionalLong.empty()))),
                new Settings.Uploads(512L << 20),
                new Settings.Limits(Duration.ofMinutes(2), 3, 10, 2, Duration.ZERO, 9),
                new Settings.Drain(Duration.ofMinutes(90))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "run:\n", "run: {}\n", "run:\n#  ttl: 1h\n"})
  void whatIsNotWrittenHasItsDefault(String text) throws IOException {
    write(text);
    assertThat(Settings.load(home)).isEqualTo(Settings.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: {ttl: 24}|1: run.ttl is \"24\", but should be a duration such as 30s, 5m, 24h or 7d,"
            + " from 1s to 3650d",
        "run: {ttl: 0}|1: run.ttl is \"0\"",
        "run: {ttl: }|1: run.ttl has no value, but should be a duration",
        "run: {keep: maybe}|1: run.keep is \"maybe\", but should be true or false",
        "run: {sizes: [small]}|1: run.sizes must have lines of the form KEY: VALUE below it",
        "run: {sizes: {small: }}|1: run.sizes.small must have lines of the form KEY: VALUE below it",
        "run: {sizes: {small: {cpu: none}}}|1: run.sizes.small.cpu is \"none\", but should be a"
            + " number of processors such as 2, 0.5 or 500m, at least 0.01",
        "run: {sizes: {small: {memory: 1m}}}|1: run.sizes.small.memory is \"1m\", but should be a"
            + " size such as 512m, 1GiB or 1048576, at least 6m",
        "run: {sizes: {small: {disk: 1g}}}|1: unknown key run.sizes.small.disk; known here: cpu,",
        "run: {sizes: {a b: {cpu: 1}}}|1: run.sizes.a b should be a name of letters",
        "run: yes|1: run must have lines of the form KEY: VALUE below it",
        "uploads: {quota: much}|1: uploads.quota is \"much\", but should be a size such as 512m",
        "limits: {sessions: 0}|1: limits.sessions is \"0\", but should be a whole number, from 1 to",
        "limits: {auth-attempts: -1}|1: limits.auth-attempts is \"-1\"",
        "limits: {login-grace: 1h}|1: limits.login-grace is \"1h\"",
        "listen: 2222|1: listen is \"2222\", but should be ADDR:PORT such as 127.0.0.1:2222",
        "account: a+b|1: account is \"a+b\", but should be a name of letters",
        "engine: {host: ssh://far}|1: engine.host is \"ssh://far\", but should be an address such"
            + " as unix:///var/run/docker.sock",
      })
  void aWrongValueIsNamedWithItsPlaceAndWhatIsExpected(String text, String message)
      throws IOException {
    write(text);
    assertWrong(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uploads.expiry",
        "limits.max-startups",
        "limits.sessions-per-connection",
        "server.proxy-protocol-from",
        "forward.networks",
        "audit.rotate-size"
      })
  void aKeyThatIsNotInForceYetIsRefused(String key) throws IOException {
    String[] parts = key.split("\\.", -1);
    write(parts[0] + ":\n  " + parts[1] + ": 1\n");
    assertWrong("2: " + key + " is not in force yet; remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lisen: 1|1: unknown key lisen; did you mean listen?",
        "run: {ttll: 1h}|1: unknown key run.ttll; did you mean run.ttl?",
        "drain: {colour: red}|1: unknown key drain.colour; known here: timeout",
        "audit: {colour: red}|1: unknown key audit.colour; remove it",
        "\"a\\e[31m\": red|1: unknown key a\\u001b[31m",
      })
  void anUnknownKeyIsRefused(String text, String message) throws IOException {
    write(text);
    assertWrong(message);
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() throws IOException {
    write("run:\n  ttl: 1h\n  keep: true\n  ttl: 2h\n");
    assertWrong("4: run.ttl stands on line 2 already; keep one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: {ttl: 1h|1: not YAML: ",
        "\"\\q\"|1: not YAML: ",
        "- listen|1: expected lines of the form KEY: VALUE",
        "listen|1: expected lines of the form KEY: VALUE",
        "run: &a {ttl: 1h}%drain: *a|2: drain is an alias (*a); write it out",
        "account: a%---%account: b|3: a second document begins here; only one is read",
      })
  void whatIsNotAFileOfSettingsIsRefused(String text, String message) throws IOException {
    write(text.replace('%', '\n'));
    assertWrong(message);
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xff, 0, 1});
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(home))
        .withMessage(file() + ": is not UTF-8 text");
    Files.write(file(), new byte[] {'a', 0, 1});
    assertWrong("1: not YAML: ");
  }

  @Test
  void hostileFilesEndInAMessage() throws IOException {
    write("#".repeat(2_000_000));
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(home))
        .withMessageContaining("larger than 1 MiB");
    write("[".repeat(500_000));
    assertWrong("1: not YAML: ");
    write("x".repeat(500_000) + ": 1");
    assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> Settings.load(home));
  }

  @Test
  void aFolderInPlaceOfTheFileIsRefused() throws IOException {
    Files.createDirectory(file());
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(home))
        .withMessageContaining("cannot be read");
  }

  @Test
  void settingsOutOfRangeCannotBeMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Settings.Run(
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    OnDisconnect.STOP,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(90),
                    false,
                    Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Settings.Limits(Duration.ofSeconds(1), 1, 0, 1, Duration.ZERO, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Settings.Uploads(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address("::", 65_536));
  }

  private Path file() {
    return home.resolve("conf").resolve("hatchway.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private void assertWrong(String message) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> Settings.load(home))
        .withMessageStartingWith(file() + ":" + message);
  }
}
